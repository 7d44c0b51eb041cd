package org.homeroom.keycloak.badge;

import java.time.Duration;
import org.homeroom.keycloak.support.AttemptLimit;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** How often something may be tried before nothing is looked at any more. */
final class BadgeLimits {
  private static final int UNKNOWN_CODES = 100;
  private static final Duration UNKNOWN_CODES_WINDOW = Duration.ofMinutes(10);
  private static final Duration ANSWERS_WINDOW = Duration.ofHours(1);

  private BadgeLimits() {}

  /**
   * Codes that belong to nobody, counted against the address they came from: there is no account
   * that they could count against. The limit is generous because a whole district may come from one
   * address, and the page does not send what does not look like a badge.
   */
  static AttemptLimit unknownCodes(KeycloakSession session, RealmModel realm, String address) {
    return new AttemptLimit(
        session.singleUseObjects(),
        realm,
        "badge-unknown-code",
        address,
        UNKNOWN_CODES,
        UNKNOWN_CODES_WINDOW);
  }

  /**
   * Answers to what follows a badge, counted against the badge: of twelve pictures few must be
   * tried. A new badge has a limit of its own.
   */
  static AttemptLimit answers(
      KeycloakSession session, RealmModel realm, BadgeCredentialModel badge, SecondStep step) {
    return new AttemptLimit(
        session.singleUseObjects(),
        realm,
        "badge-answer",
        badge.getId(),
        step.attempts(),
        ANSWERS_WINDOW);
  }
}
