package org.homeroom.keycloak.badge;

import java.time.Clock;
import org.homeroom.keycloak.support.PeopleChanged;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Mounts the badge endpoints at {@code /admin/realms/{realm}/badges}, and has badges follow the
 * roster.
 */
public final class BadgeResourceProviderFactory implements AdminRealmResourceProviderFactory {

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return new AdminRealmResourceProvider() {
      @Override
      public Object getResource(
          KeycloakSession request,
          RealmModel realm,
          AdminPermissionEvaluator auth,
          AdminEventBuilder event) {
        return new BadgeResource(request, realm, auth, event, Clock.systemUTC());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String getId() {
    return "badges";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          if (event instanceof PeopleChanged change) {
            LostEntitlement.after(change);
          }
        });
  }

  @Override
  public void close() {}
}
