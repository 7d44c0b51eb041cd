package org.homeroom.keycloak.care;

import java.util.stream.IntStream;

/**
 * Small letters with accents and, at the same places, those without: what SQL's {@code translate}
 * takes, which PostgreSQL and H2 have without an extension.
 */
record Accents(String accented, String plain) {
  /** Latin letters, from Spanish to Vietnamese. */
  static final Accents LATIN = latin();

  private static Accents latin() {
    StringBuilder accented = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    IntStream.concat(IntStream.rangeClosed(0xC0, 0x24F), IntStream.rangeClosed(0x1E00, 0x1EFF))
        .filter(Character::isLowerCase)
        .forEach(
            letter -> {
              String base = NameQuery.withoutMarks(Character.toString(letter));
              if (base.length() == 1 && base.charAt(0) != letter) {
                accented.appendCodePoint(letter);
                plain.append(base);
              }
            });
    return new Accents(accented.toString(), plain.toString());
  }
}
