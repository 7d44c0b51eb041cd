package org.homeroom.keycloak.questions.recovery;

import java.time.Duration;
import org.homeroom.keycloak.support.AttemptLimit;
import org.keycloak.authentication.AuthenticationFlowContext;

/** How often answers may be tried. Everybody is counted alike, people who do not exist as well. */
final class RecoveryLimits {
  /** Answers can be guessed or known, so there are fewer attempts than for a password. */
  static final int OF_A_PERSON = 5;

  static final Duration PERSONS_WINDOW = Duration.ofHours(1);

  /** A whole school may come from one address. */
  static final int OF_AN_ADDRESS = 100;

  static final Duration ADDRESS_WINDOW = Duration.ofMinutes(10);

  private final AttemptLimit person;
  private final AttemptLimit address;

  RecoveryLimits(AuthenticationFlowContext context, RecoveringPerson person) {
    this.person = limit(context, "recovery-person", person.key(), OF_A_PERSON, PERSONS_WINDOW);
    this.address =
        limit(
            context,
            "recovery-address",
            context.getConnection().getRemoteAddr(),
            OF_AN_ADDRESS,
            ADDRESS_WINDOW);
  }

  /** Whether one more message may be asked for from an address, whoever would get it. */
  static boolean mayAskForMail(AuthenticationFlowContext context) {
    return limit(
            context,
            "recovery-mail-address",
            context.getConnection().getRemoteAddr(),
            OF_AN_ADDRESS,
            ADDRESS_WINDOW)
        .take();
  }

  private static AttemptLimit limit(
      AuthenticationFlowContext context, String purpose, String whose, int most, Duration window) {
    return new AttemptLimit(
        context.getSession().singleUseObjects(), context.getRealm(), purpose, whose, most, window);
  }

  /** Takes an attempt; what there are none left of, if so. */
  RecoveryRefusal take() {
    if (!address.take()) {
      return RecoveryRefusal.TOO_MANY_FROM_ADDRESS;
    }
    if (!person.take()) {
      address.release();
      return RecoveryRefusal.TOO_MANY_ATTEMPTS;
    }
    return null;
  }

  boolean isReached() {
    return person.isReached() || address.isReached();
  }

  /** Right answers do not count, and those before them are forgotten. */
  void forget() {
    address.release();
    person.clear();
  }
}
