package org.homeroom.keycloak.claim;

import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Makes {@link ClaimCredentialProvider}s. */
public final class ClaimCredentialProviderFactory
    implements CredentialProviderFactory<ClaimCredentialProvider> {

  @Override
  public String getId() {
    return "homeroom-claim-code";
  }

  @Override
  public ClaimCredentialProvider create(KeycloakSession session) {
    return new ClaimCredentialProvider(session);
  }
}
