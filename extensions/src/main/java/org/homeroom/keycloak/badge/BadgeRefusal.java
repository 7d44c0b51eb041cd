package org.homeroom.keycloak.badge;

import java.util.Locale;
import org.keycloak.events.Errors;

/** Why a badge did not sign somebody in. The page never says which; the event does. */
enum BadgeRefusal {
  /** The address has sent too many unknown codes; the badge was not looked at. */
  TOO_MANY_FROM_ADDRESS(Errors.USER_TEMPORARILY_DISABLED),
  /** Not the text of a badge. */
  MALFORMED(Errors.USER_NOT_FOUND),
  /** Nobody in this realm has that id. */
  UNKNOWN_PERSON(Errors.USER_NOT_FOUND),
  /** A sign-in is being confirmed, by another person's badge. */
  SOMEBODY_ELSE(Errors.DIFFERENT_USER_AUTHENTICATED),
  /** Too many failures of that person lately. */
  LOCKED(Errors.USER_TEMPORARILY_DISABLED),
  /** No badge of that person has this secret: it was voided, or it is a guess. */
  WRONG_SECRET(Errors.INVALID_USER_CREDENTIALS),
  /** Issued, but never activated. */
  PENDING(Errors.INVALID_USER_CREDENTIALS),
  /** Its last day is over. */
  EXPIRED(Errors.INVALID_USER_CREDENTIALS),
  /** The account is not active. */
  DISABLED(Errors.USER_DISABLED),
  /** Persons of that grade or kind do not sign in with a badge. */
  POLICY(Errors.ACCESS_DENIED),
  /** Persons of that campus do not. */
  CAMPUS(Errors.ACCESS_DENIED),
  /** Nobody signs in with a badge from that address. */
  NETWORK(Errors.ACCESS_DENIED),
  /** Nobody signs in with a badge at that time. */
  HOURS(Errors.ACCESS_DENIED),
  /** A member of staff who has no one-time codes, which have to follow. */
  NO_SECOND_FACTOR(Errors.ACCESS_DENIED),
  /** The policy asks for a second step, and the badge was issued before it did. */
  NO_SECOND_STEP(Errors.ACCESS_DENIED),
  /** Not the picture that was issued with the badge. */
  WRONG_PICTURE(Errors.INVALID_USER_CREDENTIALS),
  /** Not the PIN that was issued with the badge. */
  WRONG_PIN(Errors.INVALID_USER_CREDENTIALS),
  /** So many wrong pictures or PINs within an hour that no more are looked at. */
  TOO_MANY_ANSWERS(Errors.USER_TEMPORARILY_DISABLED);

  private final String error;

  BadgeRefusal(String error) {
    this.error = error;
  }

  /** Whether it counts with Keycloak's brute-force detection. */
  boolean isGuess() {
    return this == WRONG_SECRET || this == WRONG_PICTURE || this == WRONG_PIN;
  }

  /** Keycloak's error code for the event. */
  String error() {
    return error;
  }

  /** The value of the event's detail {@code badge_refused_reason}. */
  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
