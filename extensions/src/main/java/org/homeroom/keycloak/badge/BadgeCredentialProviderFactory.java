package org.homeroom.keycloak.badge;

import java.time.Clock;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Makes {@link BadgeCredentialProvider}s. */
public final class BadgeCredentialProviderFactory
    implements CredentialProviderFactory<BadgeCredentialProvider> {
  static final String ID = "homeroom-badge";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public BadgeCredentialProvider create(KeycloakSession session) {
    return new BadgeCredentialProvider(session, Clock.systemUTC());
  }
}
