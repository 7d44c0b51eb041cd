package org.homeroom.keycloak.configuration;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;

/** Mounts the endpoints at {@code /admin/realms/{realm}/configuration}. */
public final class ConfigurationResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "configuration";
  }

  @Override
  protected Object resource(AdminCall call) {
    return new ConfigurationResource(call);
  }
}
