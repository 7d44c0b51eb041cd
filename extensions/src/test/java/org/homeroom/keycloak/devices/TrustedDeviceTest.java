package org.homeroom.keycloak.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialModel;

class TrustedDeviceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00.500Z");
  private static final DeviceToken TOKEN = DeviceToken.random();

  private final TrustedDevice device =
      TrustedDevice.of(
          TrustedDevice.made(TOKEN, "factors", "Chrome, Windows", NOW, Duration.ofDays(30)));

  @Test
  void itIsKnownByItsTokenAlone() {
    assertThat(device.matches(TOKEN)).isTrue();
    assertThat(device.matches(DeviceToken.random())).isFalse();
  }

  @Test
  void theTokenItselfIsNotStored() {
    assertThat(device.getSecretData() + device.getCredentialData()).doesNotContain(TOKEN.text());
  }

  @Test
  void itIsTrustedUntilItsDaysAreOver() {
    assertThat(device.isExpiredAt(Instant.parse("2026-12-26T08:59:59Z"))).isFalse();
    assertThat(device.isExpiredAt(Instant.parse("2026-12-26T09:00:00Z"))).isTrue();
  }

  @Test
  void otherFactorsThanThoseItWasTrustedWithEndIt() {
    assertThat(device.wasTrustedWith("factors")).isTrue();
    assertThat(device.wasTrustedWith("others")).isFalse();
  }

  @Test
  void whoWasSignedOutInTheSameSecondIsAskedAgain() {
    int second = Math.toIntExact(NOW.getEpochSecond());

    assertThat(device.isFromBefore(second - 1)).isFalse();
    assertThat(device.isFromBefore(second)).isTrue();
  }

  @Test
  void whatIsNoTrustedDeviceIsNamed() {
    CredentialModel other = new CredentialModel();
    other.setId("4711");
    other.setCredentialData("none");
    other.setSecretData("none");

    assertThatThrownBy(() -> TrustedDevice.of(other)).hasMessageContaining("4711");
  }
}
