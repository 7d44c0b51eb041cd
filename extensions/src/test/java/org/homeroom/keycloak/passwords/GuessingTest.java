package org.homeroom.keycloak.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuessingTest {
  private static final Path VECTORS = Path.of("..", "contracts", "password-vectors.json");
  private static final KnownWords NONE = new KnownWords(List.of(), List.of(), List.of());

  @ParameterizedTest
  @MethodSource("examples")
  void aPasswordIsGuessedAsThePageSays(JsonNode example) throws IOException {
    JsonNode words = vectors().required("words");
    KnownWords known =
        new KnownWords(list(words, "own"), list(words, "school"), list(words, "common"));

    Guessing guessing = Guessing.of(example.required("password").asText(), known);

    assertThat(guessing.score()).isEqualTo(example.required("score").asInt());
    assertThat(guessing.reason().key()).isEqualTo(example.required("reason").asText());
  }

  @Test
  void aVeryLongPasswordIsJudgedByItsBeginning() {
    String begins = "purple monkey dishwasher ".repeat(4);

    assertThat(Guessing.of(begins + "x".repeat(20_000), NONE)).isEqualTo(Guessing.of(begins, NONE));
  }

  private static Stream<JsonNode> examples() throws IOException {
    return StreamSupport.stream(vectors().required("cases").spliterator(), false);
  }

  private static List<String> list(JsonNode words, String kind) {
    return StreamSupport.stream(words.required(kind).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode vectors() throws IOException {
    return new ObjectMapper().readTree(VECTORS.toFile());
  }
}
