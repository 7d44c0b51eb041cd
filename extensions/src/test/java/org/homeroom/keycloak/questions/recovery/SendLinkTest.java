package org.homeroom.keycloak.questions.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendLinkTest {
  @ParameterizedTest
  @CsvSource({
    "maria.garcia@school.example, m…@school.example",
    "m@school.example, m…@school.example",
    "@school.example, …",
    "nothing, …"
  })
  void ofAnAddressTheFirstLetterAndThePlaceAreShown(String address, String shown) {
    assertThat(SendLink.masked(address)).isEqualTo(shown);
  }
}
