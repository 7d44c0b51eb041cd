package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.…",
    "2001:db8:12:34::1, 2001:db8:12:…",
    "localhost, ''",
    ", ''",
  })
  void of_an_address_only_its_beginning_is_shown(String address, String shown) {
    assertThat(Device.coarse(address)).isEqualTo(shown);
  }
}
