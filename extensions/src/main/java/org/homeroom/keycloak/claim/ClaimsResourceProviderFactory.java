package org.homeroom.keycloak.claim;

import java.time.Clock;
import org.homeroom.keycloak.support.AdminEndpoint;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the endpoints of claim codes at {@code /admin/realms/{realm}/claims}. */
public final class ClaimsResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "claims";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new ClaimsResource(session, realm, auth, event, Clock.systemUTC());
  }
}
