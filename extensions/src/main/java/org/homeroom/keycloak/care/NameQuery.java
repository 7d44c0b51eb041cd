package org.homeroom.keycloak.care;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.Person;

/**
 * What somebody typed to find a person: words that names begin with, in any order, or an id or a
 * user name. Accents and case do not matter: whoever looks for Nunez finds Núñez.
 */
final class NameQuery {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final String typed;
  private final String whole;
  private final List<String> words;

  private NameQuery(String typed) {
    this.typed = typed;
    this.whole = folded(typed);
    this.words = words(typed);
  }

  static NameQuery of(String typed) {
    return new NameQuery(typed.strip());
  }

  /** Whether there is nothing in it to look for: everybody would match. */
  boolean isEmpty() {
    return words.isEmpty();
  }

  /** As it was typed, without spaces around it. */
  String typed() {
    return typed;
  }

  /** The words, without accents and in small letters. */
  List<String> words() {
    return words;
  }

  /** What it could be if it is the id of a person. */
  Set<String> asIds() {
    return Set.of(typed);
  }

  /** Whether it is this person's id or user name, as a whole. */
  boolean names(Person person) {
    return whole.equals(folded(person.sourcedId())) || whole.equals(folded(person.username()));
  }

  boolean matches(Person person) {
    if (names(person)) {
      return true;
    }
    List<String> ofPerson =
        Stream.of(person.firstName(), person.lastName(), person.username())
            .filter(Objects::nonNull)
            .flatMap(text -> words(text).stream())
            .toList();
    return !isEmpty()
        && words.stream().allMatch(word -> ofPerson.stream().anyMatch(own -> own.startsWith(word)));
  }

  private static List<String> words(String text) {
    return BETWEEN_WORDS.splitAsStream(folded(text)).filter(word -> !word.isEmpty()).toList();
  }

  /** In small letters and without accents; null as an empty text. */
  static String folded(String text) {
    return text == null ? "" : withoutMarks(text).toLowerCase(Locale.ROOT);
  }

  /** The letters without their accents. */
  static String withoutMarks(String text) {
    return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }
}
