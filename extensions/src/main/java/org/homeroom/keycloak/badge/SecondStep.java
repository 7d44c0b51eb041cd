package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.SecureRandom;
import java.util.Locale;

/** What a pupil is asked for after the badge, so that a badge that was found is not enough. */
enum SecondStep {
  /** The pupil's own picture, out of twelve. */
  @JsonProperty("picture")
  PICTURE(3),
  /** Four digits. */
  @JsonProperty("pin")
  PIN(5);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PIN_DIGITS = 4;
  private static final int LEAST_DIFFERENT_DIGITS = 3;

  private final int attempts;

  SecondStep(int attempts) {
    this.attempts = attempts;
  }

  /** How many answers are looked at within an hour, unless one is right. */
  int attempts() {
    return attempts;
  }

  /** Name of the form's field, of the page and of what is issued. */
  String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** An answer that was drawn by lot: nobody chooses the own, as the favourite picture is known. */
  String draw() {
    return switch (this) {
      case PICTURE -> Pictures.NAMES.get(RANDOM.nextInt(Pictures.NAMES.size()));
      case PIN -> drawPin();
    };
  }

  private static String drawPin() {
    String pin;
    do {
      pin = RANDOM.ints(PIN_DIGITS, 0, 10).mapToObj(String::valueOf).reduce("", String::concat);
    } while (!isFit(pin));
    return pin;
  }

  /** Whether a PIN is none of those that are tried first, such as 0000, 1212 and 4321. */
  static boolean isFit(String pin) {
    boolean rising = "0123456789".contains(pin);
    boolean falling = "9876543210".contains(pin);
    return !rising && !falling && pin.chars().distinct().count() >= LEAST_DIFFERENT_DIGITS;
  }
}
