package org.homeroom.keycloak.badge;

import java.time.Clock;
import org.homeroom.keycloak.support.AdminEndpoint;
import org.homeroom.keycloak.support.PeopleChanged;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Mounts the badge endpoints at {@code /admin/realms/{realm}/badges}, and has badges follow the
 * roster.
 */
public final class BadgeResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "badges";
  }

  @Override
  protected Object resource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event) {
    return new BadgeResource(session, realm, auth, event, Clock.systemUTC());
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          if (event instanceof PeopleChanged change) {
            LostEntitlement.after(change);
          }
        });
  }
}
