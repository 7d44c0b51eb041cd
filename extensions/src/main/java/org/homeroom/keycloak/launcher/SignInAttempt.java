package org.homeroom.keycloak.launcher;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A sign-in that the portal began. It travels as the request's {@code state}, so that an answer
 * tells whether it is the answer to what was just asked, or an address that somebody kept.
 */
record SignInAttempt(Instant begun) {
  private static final int RADIX = 36;

  String state() {
    return Long.toString(begun.getEpochSecond(), RADIX);
  }

  /**
   * Whether a state belongs to an attempt that may still be going on.
   *
   * @param state what came back; null or anything else for addresses that are not the portal's
   * @param lifespan how long a sign-in may take
   */
  static boolean isUnderWay(String state, Instant now, Duration lifespan) {
    if (state == null) {
      return false;
    }
    try {
      Instant begun = Instant.ofEpochSecond(Long.parseLong(state, RADIX));
      return !begun.isAfter(now) && begun.plus(lifespan).isAfter(now);
    } catch (NumberFormatException | DateTimeException notOurs) {
      return false;
    }
  }
}
