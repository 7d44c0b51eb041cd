package org.homeroom.keycloak.roster;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the bulk endpoints at {@code /admin/realms/{realm}/roster}. */
public final class RosterResourceProviderFactory implements AdminRealmResourceProviderFactory {

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return new AdminRealmResourceProvider() {
      @Override
      public Object getResource(
          KeycloakSession request,
          RealmModel realm,
          AdminPermissionEvaluator auth,
          AdminEventBuilder event) {
        return new RosterResource(request, realm, auth, event);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String getId() {
    return "roster";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
