package org.homeroom.keycloak.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16, 10.20.255.1, true",
    "10.20.0.0/16, 10.21.0.1, false",
    "10.20.0.0/16, ::ffff:10.20.3.4, true",
    "10.20.30.128/25, 10.20.30.127, false",
    "10.20.30.128/25, 10.20.30.129, true",
    "10.9.9.9, 10.9.9.9, true",
    "10.9.9.9, 10.9.9.8, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "fe80::/10, fe80::1%eth0, true",
    "::/0, ::1, true",
    "0.0.0.0/0, school.example, false",
    "0.0.0.0/0, '', false",
  })
  void anAddressIsInANetworkOrNot(String network, String address, boolean expected) {
    assertThat(Network.parse(network).orElseThrow().contains(address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "school.example", "cafe", "10.20.0.1/16", "10.20.0.0/33", "10.20.0.0/-1", "10.20.0.0/",
        "10.20/16", "256.0.0.0/8", "10.0.0.0.0/8", "10.0.0.0./8", "2001:db8::1/32", "::/129",
            ":::/0"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }
}
