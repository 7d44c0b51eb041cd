package org.homeroom.keycloak.claim;

import org.homeroom.keycloak.support.credentials.OwnCredentialType;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;

/**
 * Makes claim codes a type of credential, which the admin console lists and deletes. Nothing signs
 * in with one: a code only leads through the claim.
 */
record ClaimCredentialProvider(KeycloakSession session)
    implements OwnCredentialType<ClaimCredentialModel> {

  @Override
  public String getType() {
    return ClaimCredentialModel.TYPE;
  }

  @Override
  public ClaimCredentialModel getCredentialFromModel(CredentialModel model) {
    return ClaimCredentialModel.of(model);
  }

  /** Plain words instead of message keys: the account console has no messages of ours. */
  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    return CredentialTypeMetadata.builder()
        .type(ClaimCredentialModel.TYPE)
        .category(CredentialTypeMetadata.Category.BASIC_AUTHENTICATION)
        .displayName("Claim code")
        .helpText("The code of a letter, with which the account is claimed once")
        .removeable(true)
        .build(session);
  }
}
