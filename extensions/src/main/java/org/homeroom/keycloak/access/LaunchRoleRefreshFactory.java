package org.homeroom.keycloak.access;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;

/**
 * Stands before Keycloak's own provider, for all realms and clients: nothing has to be configured.
 */
public final class LaunchRoleRefreshFactory extends DefaultRefreshTokenProviderFactory {
  @Override
  public String getId() {
    return "homeroom-launch-role";
  }

  /** Before Keycloak's default, behind its providers for grants of their own. */
  @Override
  public int order() {
    return 5;
  }

  @Override
  public RefreshTokenProvider create(KeycloakSession session) {
    return new LaunchRoleRefresh(session);
  }
}
