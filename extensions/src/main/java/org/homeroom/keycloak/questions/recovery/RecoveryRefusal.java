package org.homeroom.keycloak.questions.recovery;

import java.util.Locale;

/** Why somebody does not get a new password. Events say it; pages do not. */
enum RecoveryRefusal {
  UNKNOWN_PERSON,
  /** Disabled, of another grade, or a student where students are helped by their campus. */
  NOT_ADMITTED,
  NO_QUESTIONS,
  /** No address, or no mail server. */
  NO_EMAIL,
  /** By Keycloak's brute-force detection. */
  LOCKED,
  WRONG_ANSWERS,
  TOO_MANY_ATTEMPTS,
  TOO_MANY_FROM_ADDRESS,
  /** The link of an e-mail that is too old, or that was not sent for this. */
  OLD_LINK;

  /** As events have it. */
  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isLimit() {
    return this == TOO_MANY_ATTEMPTS || this == TOO_MANY_FROM_ADDRESS;
  }
}
