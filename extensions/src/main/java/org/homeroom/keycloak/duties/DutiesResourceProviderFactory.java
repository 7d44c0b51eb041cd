package org.homeroom.keycloak.duties;

import org.homeroom.keycloak.support.AdminEndpoint;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the endpoints at {@code /admin/realms/{realm}/duties}. */
public final class DutiesResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "duties";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new DutiesResource(session, realm, auth);
  }
}
