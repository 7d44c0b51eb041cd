package org.homeroom.keycloak.passwords;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What people who speak Spanish choose most for a password, the most frequent first. */
final class SpanishWords {
  static final List<String> ALL = read("common-es.txt");

  private SpanishWords() {}

  private static List<String> read(String name) {
    try (InputStream file = SpanishWords.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .flatMap(KnownWords::withAndWithoutAccents)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar", e);
    }
  }
}
