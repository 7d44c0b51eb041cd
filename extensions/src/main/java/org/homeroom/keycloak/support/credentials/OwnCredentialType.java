package org.homeroom.keycloak.support.credentials;

import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A type of credential of ours, which the consoles list and delete and which is stored as it is.
 */
public interface OwnCredentialType<T extends CredentialModel> extends CredentialProvider<T> {
  @Override
  default CredentialModel createCredential(RealmModel realm, UserModel user, T credential) {
    return user.credentialManager().createStoredCredential(credential);
  }

  @Override
  default boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
    return user.credentialManager().removeStoredCredentialById(credentialId);
  }
}
