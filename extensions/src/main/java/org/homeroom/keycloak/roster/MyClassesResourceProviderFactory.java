package org.homeroom.keycloak.roster;

import org.homeroom.keycloak.support.RealmEndpoint;
import org.keycloak.models.KeycloakSession;

/** Mounts what staff read at {@code /realms/{realm}/roster}. */
public final class MyClassesResourceProviderFactory extends RealmEndpoint {

  @Override
  public String getId() {
    return "roster";
  }

  @Override
  protected Object resource(KeycloakSession session) {
    return new MyClassesResource(session);
  }
}
