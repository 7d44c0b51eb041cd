package org.homeroom.keycloak.configuration;

import org.homeroom.keycloak.support.AdminEndpoint;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the endpoints at {@code /admin/realms/{realm}/configuration}. */
public final class ConfigurationResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "configuration";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new ConfigurationResource(session, realm, auth, event);
  }
}
