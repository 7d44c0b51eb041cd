package org.homeroom.keycloak.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RealmModel;

class TrustPolicyTest {
  private final RealmModel realm = mock(RealmModel.class);

  private TrustPolicy policy(String days, String networks) {
    when(realm.getAttribute(TrustPolicy.DAYS)).thenReturn(days);
    when(realm.getAttribute(TrustPolicy.SHARED_NETWORKS)).thenReturn(networks);
    return TrustPolicy.of(realm);
  }

  @Test
  void aDeviceIsTrustedForAsManyDaysAsTheRealmSays() {
    assertThat(policy("30", "").lifetime()).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, false", "10.2.0.1, true", "2001:db8::1, false", "192.0.2.1, true"})
  void devicesInSharedNetworksAreNotTrusted(String address, boolean trusted) {
    assertThat(policy("30", "10.1.0.0/16, 2001:db8::/32").admits(address)).isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "0, ''",
        "'', ''",
        "null, null",
        "-1, ''",
        "soon, ''",
        "30, 10.1.0.0/99",
        "30, library"
      },
      nullValues = "null")
  void noDeviceIsTrustedWhereTheRealmDoesNotSaySoPlainly(String days, String networks) {
    assertThat(policy(days, networks).admits("192.0.2.1")).isFalse();
  }
}
