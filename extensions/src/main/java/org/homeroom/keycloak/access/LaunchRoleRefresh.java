package org.homeroom.keycloak.access;

import org.homeroom.keycloak.support.LaunchRole;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;

/**
 * Keycloak's own refresh of tokens, for people who may still open the application: refreshes are
 * outside of flows, so an application that holds a token would otherwise never learn that its role
 * {@code launch} was taken away.
 */
final class LaunchRoleRefresh extends DefaultRefreshTokenProvider {
  static final String REASON = "The person may not open this application any more";

  LaunchRoleRefresh(KeycloakSession session) {
    super(session);
  }

  @Override
  public AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext refresh)
      throws OAuthErrorException {
    AccessTokenResponseBuilder tokens = super.refreshAccessToken(refresh);
    ClientModel client = refresh.grantContext().getClient();
    UserModel person = session.getContext().getUserSession().getUser();
    RoleModel launch = client.getRole(LaunchRole.NAME);
    if (launch != null && !person.hasRole(launch)) {
      throw new OAuthErrorException(OAuthErrorException.INVALID_GRANT, REASON);
    }
    return tokens;
  }
}
