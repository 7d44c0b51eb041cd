package org.homeroom.keycloak.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {

  @Test
  void nothing_is_lost_and_nothing_is_asked_for_twice() {
    assertThat(Chunks.of(List.of(1, 2, 2, 3, 4, 5, 1), 2))
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
  }

  @Test
  void of_nothing_there_is_no_chunk() {
    assertThat(Chunks.of(List.of(), 2)).isEmpty();
  }
}
