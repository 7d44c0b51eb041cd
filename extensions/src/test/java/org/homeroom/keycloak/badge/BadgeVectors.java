package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The badge codes that all languages read: contracts/badge-vectors.json. */
final class BadgeVectors {
  private static final Path FILE = Path.of("..", "contracts", "badge-vectors.json");

  private BadgeVectors() {}

  /**
   * @param kind {@code valid}, {@code tolerated} or {@code invalid}
   */
  static Stream<JsonNode> of(String kind) {
    try {
      JsonNode vectors = new ObjectMapper().readTree(FILE.toFile()).required(kind);
      return StreamSupport.stream(vectors.spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
