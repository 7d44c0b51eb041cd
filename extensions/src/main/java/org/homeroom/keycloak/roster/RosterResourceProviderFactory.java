package org.homeroom.keycloak.roster;

import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.AdminEndpoint;

/** Mounts the bulk endpoints at {@code /admin/realms/{realm}/roster}. */
public final class RosterResourceProviderFactory extends AdminEndpoint {

  @Override
  public String getId() {
    return "roster";
  }

  @Override
  protected Object resource(AdminCall call) {
    return new RosterResource(call);
  }
}
