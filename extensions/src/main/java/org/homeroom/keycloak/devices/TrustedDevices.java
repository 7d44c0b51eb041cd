package org.homeroom.keycloak.devices;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.credential.CredentialModel;
import org.keycloak.device.DeviceRepresentationProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.representations.account.DeviceRepresentation;

/** The trusted devices of whoever signs in, and the one at which that is. */
record TrustedDevices(AuthenticationFlowContext signIn, Clock clock) {
  /** Detail of events: id of the credential. */
  static final String EVENT_DEVICE = "trusted_device";

  /** Devices that somebody has at most: a new one takes the place of the oldest. */
  private static final int MOST = 5;

  static TrustedDevices of(AuthenticationFlowContext signIn) {
    return new TrustedDevices(signIn, Clock.systemUTC());
  }

  /**
   * Whether this device may be trusted. Not after a badge: it may have been found on the floor, and
   * the device belongs to whoever sits before it.
   */
  boolean areAllowed() {
    List<String> used = AuthenticatorUtil.getAuthnCredentials(signIn.getAuthenticationSession());
    return used.contains(PasswordCredentialModel.TYPE) && policy().admits(address());
  }

  /** The device at which the sign-in is, if it is trusted now. */
  Optional<TrustedDevice> current() {
    if (!areAllowed()) {
      return Optional.empty();
    }
    return new DeviceCookie(signIn.getSession())
        .read()
        .flatMap(token -> stored().filter(device -> device.matches(token)).findFirst())
        .filter(this::isGood);
  }

  private boolean isGood(TrustedDevice device) {
    RealmModel realm = signIn.getRealm();
    UserModel person = signIn.getUser();
    int signedOut = signIn.getSession().users().getNotBeforeOfUser(realm, person);
    return !device.isExpiredAt(Instant.now(clock))
        && !device.isFromBefore(Math.max(signedOut, realm.getNotBefore()))
        && device.wasTrustedWith(FactorsFingerprint.of(person));
  }

  /** Trusts the device at which the sign-in is, from now on. */
  void add() {
    makeRoom();
    DeviceToken token = DeviceToken.random();
    String factors = FactorsFingerprint.of(signIn.getUser());
    TrustedDevice device =
        TrustedDevice.made(token, factors, name(), Instant.now(clock), policy().lifetime());
    CredentialModel made = signIn.getUser().credentialManager().createStoredCredential(device);
    new DeviceCookie(signIn.getSession()).write(token, policy().lifetime());
    signIn
        .getEvent()
        .clone()
        .event(EventType.UPDATE_CREDENTIAL)
        .user(signIn.getUser())
        .detail(Details.CREDENTIAL_TYPE, TrustedDevice.TYPE)
        .detail(EVENT_DEVICE, made.getId())
        .success();
  }

  /** Of the devices that are still good the newest stay, so that there is one place more. */
  private void makeRoom() {
    List<TrustedDevice> good =
        stored()
            .filter(this::isGood)
            .sorted(Comparator.comparing(TrustedDevice::getCreatedDate).reversed())
            .limit(MOST - 1)
            .toList();
    stored()
        .map(TrustedDevice::getId)
        .filter(id -> good.stream().noneMatch(device -> device.getId().equals(id)))
        .toList()
        .forEach(signIn.getUser().credentialManager()::removeStoredCredentialById);
  }

  private Stream<TrustedDevice> stored() {
    return signIn
        .getUser()
        .credentialManager()
        .getStoredCredentialsByTypeStream(TrustedDevice.TYPE)
        .map(TrustedDevice::of);
  }

  /** {@code Chrome, Windows}: what it is called in the list in which the person finds it. */
  private String name() {
    DeviceRepresentation device =
        signIn.getSession().getProvider(DeviceRepresentationProvider.class).deviceRepresentation();
    String browser = Optional.ofNullable(device.getBrowser()).orElse("").split("/", 2)[0];
    return browser.isBlank() ? device.getOs() : browser + ", " + device.getOs();
  }

  private TrustPolicy policy() {
    return TrustPolicy.of(signIn.getRealm());
  }

  private String address() {
    return signIn.getConnection().getRemoteAddr();
  }
}
