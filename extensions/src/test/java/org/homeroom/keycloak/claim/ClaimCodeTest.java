package org.homeroom.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimCodeTest {
  private static final ClaimCode CODE = new ClaimCode("7K0M1QRTX2WB");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7K0M-1QRT-X2WB",
        "7k0m1qrtx2wb",
        "  7K0M 1QRT X2WB ",
        "7KOM-IQRT-X2WB",
        "7kom.lqrt_x2wb",
        "7K0M–1QRT—X2WB"
      })
  void isReadHoweverItIsTyped(String typed) {
    assertThat(ClaimCode.parse(typed)).contains(CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7K0M-1QRT-X2W", "7K0M-1QRT-X2WBB", "7K0M-1QRT-X2WU", "7K0M1QRTX2Wé"})
  void anythingElseIsNoCode(String typed) {
    assertThat(ClaimCode.parse(typed)).isEmpty();
  }

  @Test
  void isPrintedInGroupsOfFour() {
    assertThat(CODE.format()).isEqualTo("7K0M-1QRT-X2WB");
  }

  @Test
  void whatIsPrintedIsReadAgain() {
    ClaimCode drawn = ClaimCode.draw(new SecureRandom());

    assertThat(ClaimCode.parse(drawn.format())).isEqualTo(Optional.of(drawn));
  }

  @Test
  void doesNotTellItsCharactersByAccident() {
    assertThat(CODE).asString().doesNotContain("7K0M");
  }
}
