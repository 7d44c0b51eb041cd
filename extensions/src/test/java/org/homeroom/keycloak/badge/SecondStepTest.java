package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondStepTest {
  @ParameterizedTest
  @ValueSource(strings = {"0000", "1111", "1212", "1112", "1234", "6789", "4321", "9876"})
  void pinsThatAreTriedFirstAreNotGiven(String pin) {
    assertThat(SecondStep.isFit(pin)).isFalse();
  }

  @Test
  void aDrawnPinIsFourDigits() {
    assertThat(Stream.generate(SecondStep.PIN::draw).limit(1000))
        .allMatch(pin -> pin.matches("\\d{4}") && SecondStep.isFit(pin));
  }

  @Test
  void everyPictureIsDrawnByLotSometimes() {
    assertThat(Stream.generate(SecondStep.PICTURE::draw).limit(2000).distinct())
        .containsExactlyInAnyOrderElementsOf(Pictures.NAMES);
  }

  @Test
  void eachPersonHasTheOwnOrderOfAllPictures() {
    String person = UUID.randomUUID().toString();

    assertThat(Pictures.inOrderOf(person))
        .isEqualTo(Pictures.inOrderOf(person))
        .containsExactlyInAnyOrderElementsOf(Pictures.NAMES);
    assertThat(Stream.generate(UUID::randomUUID).limit(20).map(id -> Pictures.inOrderOf("" + id)))
        .doesNotHaveDuplicates();
  }
}
