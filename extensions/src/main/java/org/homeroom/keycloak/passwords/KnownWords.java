package org.homeroom.keycloak.passwords;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.SchoolGroups;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Words that whoever guesses a person's password tries first, besides those of every list: in small
 * letters, with and without their accents, each in one of the three.
 *
 * @param own the person's names and username
 * @param school the district, the person's schools, and what the district adds, such as its mascot
 * @param common what is chosen most in Spanish; zxcvbn knows only English
 */
record KnownWords(List<String> own, List<String> school, List<String> common) {
  static final String WORDS = "homeroom.password.words";
  private static final String SCHOOL_NAME = "name";
  private static final int SHORTEST_OWN = 3;
  private static final int SHORTEST_OF_SCHOOL = 4;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}");

  KnownWords {
    own = List.copyOf(own);
    school = List.copyOf(school);
    common = List.copyOf(common);
  }

  static KnownWords of(RealmModel realm, UserModel person) {
    return of(
        Stream.of(
                person.getUsername(),
                person.getFirstName(),
                person.getLastName(),
                person.getEmail())
            .toList(),
        Stream.concat(ofDistrict(realm), schoolsOf(person)).toList());
  }

  /** Those about somebody of whom nothing but a username is known. */
  static KnownWords ofUsername(RealmModel realm, String username) {
    return of(Stream.of(username).toList(), ofDistrict(realm).toList());
  }

  /**
   * @param own texts about the person; null where there is none
   * @param school texts about the district, likewise
   */
  static KnownWords of(List<String> own, List<String> school) {
    Set<String> seen = new LinkedHashSet<>();
    return new KnownWords(
        words(own, SHORTEST_OWN).filter(seen::add).toList(),
        words(school, SHORTEST_OF_SCHOOL).filter(seen::add).toList(),
        SpanishWords.ALL.stream().filter(Predicate.not(seen::contains)).toList());
  }

  /** All of them, what is tried first at the front. */
  List<String> all() {
    return Stream.of(own, school, common).flatMap(List::stream).toList();
  }

  /** Those about the person and the school, so that a word is found before a part of it. */
  List<String> longestFirst() {
    return Stream.of(own, school)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(String::length).reversed())
        .toList();
  }

  private static Stream<String> ofDistrict(RealmModel realm) {
    return Stream.of(realm.getDisplayName(), realm.getAttribute(WORDS));
  }

  private static Stream<String> schoolsOf(UserModel person) {
    return person
        .getGroupsStream()
        .flatMap(group -> SchoolGroups.schoolOf(group).stream())
        .map(school -> school.getFirstAttribute(SCHOOL_NAME));
  }

  /** The words of a text, and the text as one word. */
  private static Stream<String> words(List<String> texts, int shortest) {
    return texts.stream()
        .filter(Objects::nonNull)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .flatMap(
            text ->
                Stream.concat(
                    Arrays.stream(BETWEEN_WORDS.split(text)),
                    Stream.of(BETWEEN_WORDS.matcher(text).replaceAll(""))))
        .flatMap(KnownWords::withAndWithoutAccents)
        .filter(word -> word.length() >= shortest);
  }

  static Stream<String> withAndWithoutAccents(String word) {
    String composed = Normalizer.normalize(word, Normalizer.Form.NFC);
    String plain = ACCENTS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
    return Stream.of(composed, plain).distinct();
  }
}
