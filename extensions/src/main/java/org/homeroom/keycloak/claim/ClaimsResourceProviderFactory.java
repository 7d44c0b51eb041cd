package org.homeroom.keycloak.claim;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;

/** Mounts the endpoints of claim codes at {@code /admin/realms/{realm}/claims}. */
public final class ClaimsResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "claims";
  }

  @Override
  protected Object resource(AdminCall call) {
    return new ClaimsResource(call);
  }
}
