package org.homeroom.keycloak.cards;

import java.time.Clock;
import org.homeroom.keycloak.support.AdminEndpoint;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the endpoints of cards at {@code /admin/realms/{realm}/cards}. */
public final class CardResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "cards";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new CardResource(session, realm, auth, event, Clock.systemUTC());
  }
}
