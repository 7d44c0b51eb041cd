package org.homeroom.keycloak.claim;

import org.homeroom.keycloak.support.RealmEndpoint;
import org.keycloak.models.KeycloakSession;

/** Mounts the address that letters print at {@code /realms/{realm}/claim}. */
public final class ClaimAddressProviderFactory extends RealmEndpoint {
  static final String PATH = "claim";

  @Override
  public String getId() {
    return PATH;
  }

  @Override
  protected Object resource(KeycloakSession session) {
    return new ClaimAddress(session);
  }
}
