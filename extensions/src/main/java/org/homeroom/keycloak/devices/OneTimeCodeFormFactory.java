package org.homeroom.keycloak.devices;

import java.util.Set;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.models.KeycloakSession;

/** Offers the step {@code homeroom-one-time-code} to authentication flows. */
public final class OneTimeCodeFormFactory extends OTPFormAuthenticatorFactory {
  private static final OneTimeCodeForm STEP = new OneTimeCodeForm();

  @Override
  public String getId() {
    return "homeroom-one-time-code";
  }

  @Override
  public String getDisplayType() {
    return "One-time code, with trusted devices";
  }

  @Override
  public String getHelpText() {
    return "Asks for a code of the authenticator app, and may be told to trust the device from then on";
  }

  /** My account lists credentials of these categories. */
  @Override
  public Set<String> getOptionalReferenceCategories(KeycloakSession session) {
    return Set.of(TrustedDevice.TYPE);
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return STEP;
  }
}
