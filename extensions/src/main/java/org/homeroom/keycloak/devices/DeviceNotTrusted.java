package org.homeroom.keycloak.devices;

import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The condition of steps that ask for a second factor: this device is none that need not be asked.
 */
final class DeviceNotTrusted implements ConditionalAuthenticator {
  @Override
  public boolean matchCondition(AuthenticationFlowContext context) {
    Optional<TrustedDevice> device = TrustedDevices.of(context).current();
    device.ifPresent(
        trusted -> context.getEvent().detail(TrustedDevices.EVENT_DEVICE, trusted.getId()));
    return device.isEmpty();
  }

  @Override
  public void action(AuthenticationFlowContext context) {}

  @Override
  public boolean requiresUser() {
    return true;
  }

  @Override
  public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

  @Override
  public void close() {}
}
