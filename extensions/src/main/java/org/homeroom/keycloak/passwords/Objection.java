package org.homeroom.keycloak.passwords;

import java.util.List;

/**
 * Why a password is refused.
 *
 * @param message key of a text for people, in {@code theme-resources/messages}
 * @param parameters what goes into that text
 */
record Objection(String message, List<Object> parameters) {
  static Objection tooShort(int minLength) {
    return new Objection("passwordTooShort", List.of(minLength));
  }

  static Objection tooEasy(Guessing.Reason reason) {
    return new Objection("passwordTooEasy." + reason.key(), List.of());
  }
}
