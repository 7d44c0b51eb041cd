package org.homeroom.keycloak.cards;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;

/** Mounts the endpoints of cards at {@code /admin/realms/{realm}/cards}. */
public final class CardResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "cards";
  }

  @Override
  protected Object resource(AdminCall call) {
    return new CardResource(call);
  }
}
