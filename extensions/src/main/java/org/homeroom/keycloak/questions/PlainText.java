package org.homeroom.keycloak.questions;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is compared of an answer: its letters and digits, without accents, capitals, spaces and
 * punctuation. So {@code "St. José's"} is {@code "st joses"}: nobody knows after two years how it
 * was typed.
 */
final class PlainText {
  private PlainText() {}

  /** Letters and digits in one; empty where there are none. */
  static String of(String typed) {
    return String.join("", words(typed));
  }

  /** The same by words; apostrophes and other marks within a word do not divide it. */
  static List<String> words(String typed) {
    return Arrays.stream(folded(typed).split("[\\s\\p{Z}\\p{Pd}_/]+"))
        .map(PlainText::lettersAndDigits)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** By way of capitals, because some small letters differ where their capitals do not: ß, ſ, ς. */
  private static String folded(String typed) {
    String decomposed = Normalizer.normalize(typed, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder();
    decomposed
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(folded::appendCodePoint);
    return Normalizer.normalize(folded, Normalizer.Form.NFKD);
  }

  private static String lettersAndDigits(String word) {
    return word.codePoints()
        .filter(PlainText::counts)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Accents belong to no script of their own and do not count. Vowel signs of Hindi, Thai and
   * others are marks as well, of their script, and without them other words would be the same.
   */
  private static boolean counts(int character) {
    if (Character.isLetterOrDigit(character)) {
      return true;
    }
    int kind = Character.getType(character);
    boolean mark = kind == Character.NON_SPACING_MARK || kind == Character.COMBINING_SPACING_MARK;
    return mark && Character.UnicodeScript.of(character) != Character.UnicodeScript.INHERITED;
  }
}
