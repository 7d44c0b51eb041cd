package org.homeroom.keycloak.cards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Words a child can read, of one language: short names of things, without accents, none that is
 * rude or frightening, no two that look or sound alike. A file {@code words-<language>.txt} beside
 * this class has them.
 */
enum WordList {
  ENGLISH("en"),
  SPANISH("es");

  private final String language;
  private final List<String> words;

  WordList(String language) {
    this.language = language;
    this.words = read("words-" + language + ".txt");
  }

  private static List<String> read(String resource) {
    try (InputStream file = WordList.class.getResourceAsStream(resource)) {
      String text =
          new String(Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<WordList> of(String language) {
    return Stream.of(values()).filter(list -> list.language.equals(language)).findFirst();
  }

  /** As in a language tag. */
  String language() {
    return language;
  }

  List<String> words() {
    return words;
  }
}
