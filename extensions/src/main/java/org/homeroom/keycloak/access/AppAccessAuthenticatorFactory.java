package org.homeroom.keycloak.access;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers the step {@code homeroom-app-access} to authentication flows. */
public final class AppAccessAuthenticatorFactory implements AuthenticatorFactory {
  private static final Requirement[] REQUIREMENTS = {Requirement.REQUIRED, Requirement.DISABLED};
  private static final AppAccessAuthenticator STEP = new AppAccessAuthenticator();

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

  @Override
  public String getReferenceCategory() {
    return null;
  }

  @Override
  public Requirement[] getRequirementChoices() {
    return REQUIREMENTS.clone();
  }

  @Override
  public boolean isUserSetupAllowed() {
    return false;
  }

  @Override
  public boolean isConfigurable() {
    return false;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return STEP;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
