package org.homeroom.keycloak.care;

import java.time.Clock;
import org.homeroom.keycloak.support.AdminEndpoint;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the endpoints at {@code /admin/realms/{realm}/care}. */
public final class CareResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "care";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new CareResource(session, realm, auth, event, Clock.systemUTC());
  }
}
