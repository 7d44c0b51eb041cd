package org.homeroom.keycloak.launcher;

import org.homeroom.keycloak.support.RealmEndpoint;
import org.keycloak.models.KeycloakSession;

/** Mounts the portal at {@code /realms/{realm}/portal}. */
public final class PortalResourceProviderFactory extends RealmEndpoint {
  static final String ID = "portal";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  protected Object resource(KeycloakSession session) {
    return new PortalResource(session);
  }
}
