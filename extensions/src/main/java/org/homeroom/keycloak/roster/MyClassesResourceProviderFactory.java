package org.homeroom.keycloak.roster;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Mounts what staff read at {@code /realms/{realm}/roster}. */
public final class MyClassesResourceProviderFactory implements RealmResourceProviderFactory {

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new RealmResourceProvider() {
      @Override
      public Object getResource() {
        return new MyClassesResource(session);
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
