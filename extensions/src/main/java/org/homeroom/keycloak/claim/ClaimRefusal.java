package org.homeroom.keycloak.claim;

import java.util.Locale;
import org.keycloak.events.Errors;

/** Why somebody could not claim. The page never says which; the event does. */
enum ClaimRefusal {
  /** Nothing that could be a code, an id or a date was typed. */
  MALFORMED(Errors.INVALID_REQUEST),
  /** No such code, or nobody of that id. */
  UNKNOWN(Errors.USER_NOT_FOUND),
  /** The letter is not known to be printed. */
  PENDING(Errors.INVALID_USER_CREDENTIALS),
  /** The code's last day is over. */
  EXPIRED(Errors.EXPIRED_CODE),
  /** The date of birth is another one. */
  WRONG_FACTS(Errors.INVALID_USER_CREDENTIALS),
  /** The account is not active. */
  DISABLED(Errors.USER_DISABLED),
  /** Too many failures of that person lately. */
  LOCKED(Errors.USER_TEMPORARILY_DISABLED),
  /** The account was claimed before. */
  CLAIMED(Errors.NOT_ALLOWED),
  /** Persons of that kind or grade do not claim, or not in this way. */
  POLICY(Errors.ACCESS_DENIED);

  private final String error;

  ClaimRefusal(String error) {
    this.error = error;
  }

  /** Keycloak's error code for the event. */
  String error() {
    return error;
  }

  /** The value of the event's detail {@code claim_refused_reason}. */
  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
