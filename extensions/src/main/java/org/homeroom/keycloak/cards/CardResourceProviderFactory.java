package org.homeroom.keycloak.cards;

import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the endpoints of cards at {@code /admin/realms/{realm}/cards}. */
public final class CardResourceProviderFactory implements AdminRealmResourceProviderFactory {

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return new AdminRealmResourceProvider() {
      @Override
      public Object getResource(
          KeycloakSession request,
          RealmModel realm,
          AdminPermissionEvaluator auth,
          AdminEventBuilder event) {
        return new CardResource(request, realm, auth, event, Clock.systemUTC());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String getId() {
    return "cards";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
