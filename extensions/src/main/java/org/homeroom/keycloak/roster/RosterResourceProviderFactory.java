package org.homeroom.keycloak.roster;

import org.homeroom.keycloak.support.AdminEndpoint;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the bulk endpoints at {@code /admin/realms/{realm}/roster}. */
public final class RosterResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "roster";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new RosterResource(session, realm, auth, event);
  }
}
