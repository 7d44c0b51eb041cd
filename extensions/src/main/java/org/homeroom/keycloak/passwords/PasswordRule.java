package org.homeroom.keycloak.passwords;

import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What a password of somebody has to be.
 *
 * @param minLength in characters, as Unicode counts them
 * @param minStrength 0 to 4, a score of zxcvbn: how many tens of guesses it would take, 1 for 10³,
 *     2 for 10⁶, 3 for 10⁸, 4 for 10¹⁰
 */
record PasswordRule(int minLength, int minStrength) {
  static final String PERSON_TYPE = "personType";
  private static final String STUDENT = "student";
  private static final String STAFF = "staff";
  private static final PasswordRule WHERE_NOTHING_IS_SAID = new PasswordRule(8, 2);

  /**
   * @param person null for somebody who is not there yet. Whoever is neither a student nor an
   *     employee has to meet the rules of both
   */
  static PasswordRule of(RealmModel realm, UserModel person) {
    String kind = person == null ? null : person.getFirstAttribute(PERSON_TYPE);
    if (STUDENT.equals(kind) || STAFF.equals(kind)) {
      return ofKind(realm, kind);
    }
    return ofKind(realm, STUDENT).and(ofKind(realm, STAFF));
  }

  private static PasswordRule ofKind(RealmModel realm, String kind) {
    String prefix = "homeroom.password." + kind;
    return new PasswordRule(
        number(realm, prefix + ".min-length", WHERE_NOTHING_IS_SAID.minLength),
        number(realm, prefix + ".min-strength", WHERE_NOTHING_IS_SAID.minStrength));
  }

  private static int number(RealmModel realm, String attribute, int otherwise) {
    return Stream.ofNullable(realm.getAttribute(attribute))
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,3}"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(otherwise);
  }

  private PasswordRule and(PasswordRule other) {
    return new PasswordRule(
        Math.max(minLength, other.minLength), Math.max(minStrength, other.minStrength));
  }

  /** Why a password is refused; empty where it is good. */
  Optional<Objection> objectionTo(String password, KnownWords words) {
    if (password.codePointCount(0, password.length()) < minLength) {
      return Optional.of(Objection.tooShort(minLength));
    }
    Guessing guessing = Guessing.of(password, words);
    return guessing.score() < minStrength
        ? Optional.of(Objection.tooEasy(guessing.reason()))
        : Optional.empty();
  }
}
