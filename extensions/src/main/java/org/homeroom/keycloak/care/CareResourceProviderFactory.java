package org.homeroom.keycloak.care;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;

/** Mounts the endpoints at {@code /admin/realms/{realm}/care}. */
public final class CareResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "care";
  }

  @Override
  protected Object resource(AdminCall call) {
    return new CareResource(call);
  }
}
