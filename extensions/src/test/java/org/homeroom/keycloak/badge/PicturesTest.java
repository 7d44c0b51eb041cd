package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final Path FILE = Path.of("..", "contracts", "badge-pictures.json");

  @Test
  void they_are_those_that_are_printed_and_shown() throws IOException {
    List<String> names =
        new ObjectMapper().readValue(FILE.toFile(), new TypeReference<List<String>>() {});

    assertThat(Pictures.NAMES).isEqualTo(names);
  }

  @Test
  void somebody_always_finds_them_in_the_same_order() {
    String pupil = "3b1f6c1e-3f6e-4d6f-9d53-0d6cbb0d9f0a";

    assertThat(Pictures.inOrderOf(pupil))
        .isEqualTo(Pictures.inOrderOf(pupil))
        .containsExactlyInAnyOrderElementsOf(Pictures.NAMES);
  }
}
