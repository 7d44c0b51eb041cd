package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartCountTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "many"})
  void a_cookie_that_says_no_number_counts_nothing(String cookie) {
    assertThat(RestartCount.of(cookie).restarts()).isZero();
  }

  @Test
  void a_dozen_tabs_of_yesterday_are_led_on() {
    assertThat(new RestartCount(12).goesInCircles()).isFalse();
  }

  @Test
  void a_circle_ends() {
    assertThat(
            Stream.iterate(new RestartCount(0), RestartCount::next)
                .limit(30)
                .anyMatch(RestartCount::goesInCircles))
        .isTrue();
  }
}
