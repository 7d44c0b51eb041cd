package org.homeroom.keycloak.duties;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;

/** Mounts the endpoints at {@code /admin/realms/{realm}/duties}. */
public final class DutiesResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "duties";
  }

  @Override
  protected Object resource(AdminCall call) {
    return new DutiesResource(call);
  }
}
