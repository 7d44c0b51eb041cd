package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAttemptTest {
  private static final Instant NOW = Instant.parse("2026-11-26T15:00:00Z");
  private static final Duration LIFESPAN = Duration.ofMinutes(30);

  @Test
  void what_was_begun_just_now_is_under_way() {
    String state = new SignInAttempt(NOW.minusSeconds(3)).state();
    assertThat(SignInAttempt.isUnderWay(state, NOW, LIFESPAN)).isTrue();
  }

  @Test
  void what_began_longer_ago_than_a_sign_in_may_take_is_an_address_that_somebody_kept() {
    String state = new SignInAttempt(NOW.minus(LIFESPAN)).state();
    assertThat(SignInAttempt.isUnderWay(state, NOW, LIFESPAN)).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "of another client", "zzzzzzzzzzzzz", "-1y2p0ij32e8e7"})
  void a_state_that_is_not_the_portals_is_none(String state) {
    assertThat(SignInAttempt.isUnderWay(state, NOW, LIFESPAN)).isFalse();
  }
}
