package org.homeroom.keycloak.support;

import java.util.List;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Offers a step to authentication flows, required or off. The step is one object for all requests
 * and has no configuration: attributes of the realm say how it behaves.
 */
public abstract class FlowStep implements AuthenticatorFactory, PlainFactory<Authenticator> {
  private static final Requirement[] REQUIREMENTS = {Requirement.REQUIRED, Requirement.DISABLED};

  private final Authenticator step;

  protected FlowStep(Authenticator step) {
    this.step = step;
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return step;
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
}
