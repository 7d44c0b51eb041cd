package org.homeroom.keycloak.badge;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;
import org.homeroom.keycloak.support.PeopleChanged;
import org.keycloak.models.KeycloakSessionFactory;

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
  protected Object resource(AdminCall call) {
    return new BadgeResource(call);
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
