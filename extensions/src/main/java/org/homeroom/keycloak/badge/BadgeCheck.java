package org.homeroom.keycloak.badge;

import java.time.Clock;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/**
 * Decides whose badge it is that was held up to the camera, and whether it signs that person in.
 */
final class BadgeCheck {
  private final AuthenticationFlowContext context;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final AddressLimit limit;

  BadgeCheck(AuthenticationFlowContext context) {
    this.context = context;
    this.session = context.getSession();
    this.realm = context.getRealm();
    this.limit =
        new AddressLimit(
            session.singleUseObjects(),
            Clock.systemUTC(),
            realm,
            context.getConnection().getRemoteAddr());
  }

  /**
   * @param person whom the badge belongs to; null where that is unknown
   * @param refusal why it does not sign that person in; null if it does
   */
  record Result(UserModel person, BadgeRefusal refusal) {
    boolean isAccepted() {
      return refusal == null;
    }
  }

  /**
   * @param text what was read
   * @param expected who has to be the owner, in a sign-in that is confirmed; null for anybody
   */
  Result of(String text, UserModel expected) {
    if (limit.isReached()) {
      return new Result(null, BadgeRefusal.TOO_MANY_FROM_ADDRESS);
    }
    Optional<BadgeCode> code = BadgeCode.parse(text);
    if (code.isEmpty()) {
      return unknown(BadgeRefusal.MALFORMED);
    }
    UserModel person = session.users().getUserById(realm, code.get().userId().toString());
    if (person == null) {
      return unknown(BadgeRefusal.UNKNOWN_PERSON);
    }
    if (expected != null && !expected.getId().equals(person.getId())) {
      return new Result(person, BadgeRefusal.SOMEBODY_ELSE);
    }
    return new Result(person, objectionTo(code.get(), person).orElse(null));
  }

  private Result unknown(BadgeRefusal refusal) {
    limit.addUnknownCode();
    return new Result(null, refusal);
  }

  /** The lock comes first: while it lasts, a guess must not even be compared. */
  private Optional<BadgeRefusal> objectionTo(BadgeCode code, UserModel person) {
    if (AuthenticatorUtils.getDisabledByBruteForceEventError(context, person) != null) {
      return Optional.of(BadgeRefusal.LOCKED);
    }
    return BadgeCredentialProvider.of(session)
        .objectionTo(code, person)
        .or(() -> objectionTo(person));
  }

  private Optional<BadgeRefusal> objectionTo(UserModel person) {
    if (!person.isEnabled()) {
      return Optional.of(BadgeRefusal.DISABLED);
    }
    BadgeHolder holder = BadgeHolder.of(person);
    if (!BadgePolicy.of(realm).admits(holder)) {
      return Optional.of(BadgeRefusal.POLICY);
    }
    boolean needsSecondFactor = holder.kind() == BadgeHolder.Kind.STAFF;
    return needsSecondFactor && !person.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE)
        ? Optional.of(BadgeRefusal.NO_SECOND_FACTOR)
        : Optional.empty();
  }
}
