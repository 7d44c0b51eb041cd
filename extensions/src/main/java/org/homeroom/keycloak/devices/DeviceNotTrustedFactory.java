package org.homeroom.keycloak.devices;

import org.homeroom.keycloak.support.FlowStep;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;

/** Offers the condition {@code homeroom-device-not-trusted} to authentication flows. */
public final class DeviceNotTrustedFactory extends FlowStep
    implements ConditionalAuthenticatorFactory {
  private static final DeviceNotTrusted CONDITION = new DeviceNotTrusted();

  public DeviceNotTrustedFactory() {
    super(CONDITION);
  }

  @Override
  public String getId() {
    return "homeroom-device-not-trusted";
  }

  @Override
  public String getDisplayType() {
    return "Condition - device is not trusted";
  }

  @Override
  public String getHelpText() {
    return "Skips the flow on a device that somebody trusted beside a one-time code, as long as the realm's attributes say";
  }

  @Override
  public ConditionalAuthenticator getSingleton() {
    return CONDITION;
  }
}
