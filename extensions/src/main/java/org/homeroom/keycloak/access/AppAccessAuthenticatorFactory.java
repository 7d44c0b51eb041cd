package org.homeroom.keycloak.access;

import org.homeroom.keycloak.support.FlowStep;

/** Offers the step {@code homeroom-app-access} to authentication flows. */
public final class AppAccessAuthenticatorFactory extends FlowStep {
  public AppAccessAuthenticatorFactory() {
    super(new AppAccessAuthenticator());
  }

  @Override
  public String getId() {
    return "homeroom-app-access";
  }

  @Override
  public String getDisplayType() {
    return "App access";
  }

  @Override
  public String getHelpText() {
    return "Refuses an application that has a client role 'launch' which the person has not. Belongs at the end of every flow.";
  }
}
