package org.homeroom.keycloak.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Three words and two digits, such as {@code acorn-river-kite-47}: at least 33 bits. With at most
 * 100 wrong passwords a day, which a lockout sees to, a guess of a year hits one phrase in 200,000.
 */
final class PassPhrase {
  private static final int WORDS = 3;
  private static final String SEPARATOR = "-";

  /** Without those that look like letters. */
  private static final String DIGITS = "23456789";

  private PassPhrase() {}

  /** A new one, as it has to be typed. */
  static String draw(WordList list, RandomGenerator random) {
    List<String> parts = new ArrayList<>();
    while (parts.size() < WORDS) {
      String word = list.words().get(random.nextInt(list.words().size()));
      if (!parts.contains(word)) {
        parts.add(word);
      }
    }
    parts.add("" + digit(random) + digit(random));
    return String.join(SEPARATOR, parts);
  }

  private static char digit(RandomGenerator random) {
    return DIGITS.charAt(random.nextInt(DIGITS.length()));
  }
}
