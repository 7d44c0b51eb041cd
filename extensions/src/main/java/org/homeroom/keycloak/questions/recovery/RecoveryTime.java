package org.homeroom.keycloak.questions.recovery;

import java.time.Duration;

/** How long each page of a recovery takes at least, whoever is meant. */
final class RecoveryTime {
  /** Longer than to find somebody and to read what the questions are. */
  static final Duration LEAST = Duration.ofMillis(150);

  /**
   * For each answer that is compared: three times as long as that takes with Keycloak's own hashing
   * on a server with room to spare. What follows a comparison, such as counting a failure, is not
   * the same for everybody.
   */
  private static final Duration OF_AN_ANSWER = Duration.ofMillis(250);

  private RecoveryTime() {}

  static Duration ofAnswers(int count) {
    return OF_AN_ANSWER.multipliedBy(count);
  }
}
