package org.homeroom.keycloak.devices;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticator;

/**
 * Keycloak's page for a one-time code, with a checkbox by which the device is trusted from then on.
 */
final class OneTimeCodeForm extends OTPFormAuthenticator {
  /** Attribute of the page: for how many days. Without it there is no checkbox. */
  private static final String DAYS = "trustDays";

  /** Field of the page. */
  private static final String TRUST = "trustDevice";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    offer(context);
    super.authenticate(context);
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    offer(context);
    super.action(context);
    boolean wanted = context.getHttpRequest().getDecodedFormParameters().containsKey(TRUST);
    if (wanted && context.getStatus() == FlowStatus.SUCCESS) {
      trust(context);
    }
  }

  /** The form is one and the same for the whole request. */
  private static void offer(AuthenticationFlowContext context) {
    if (TrustedDevices.of(context).areAllowed()) {
      context.form().setAttribute(DAYS, TrustPolicy.of(context.getRealm()).days());
    }
  }

  private static void trust(AuthenticationFlowContext context) {
    TrustedDevices devices = TrustedDevices.of(context);
    if (devices.areAllowed()) {
      devices.add();
    }
  }
}
