package org.homeroom.keycloak.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.keycloak.credential.CredentialModel;

/** A trusted device as Keycloak stores it: a credential of the type {@value #TYPE}. */
final class TrustedDevice extends CredentialModel {
  static final String TYPE = "trusted-device";

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The form of {@code credentialData}: a time in ISO 8601. */
  private record PublicData(String expires) {}

  /**
   * The form of {@code secretData}, both in hexadecimal.
   *
   * @param digest of the device's token
   * @param factors see {@link FactorsFingerprint}
   */
  private record SecretData(String digest, String factors) {}

  private final transient PublicData publicData;
  private final transient SecretData secret;

  private TrustedDevice(PublicData publicData, SecretData secret) {
    this.publicData = publicData;
    this.secret = secret;
    setType(TYPE);
  }

  /**
   * One that is trusted from now on; it has no id before it is stored.
   *
   * @param name for the list in which the person finds it
   * @param factors what the person signed in with, as {@link FactorsFingerprint} tells it
   */
  static TrustedDevice made(
      DeviceToken token, String factors, String name, Instant now, Duration lifetime) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    TrustedDevice device =
        new TrustedDevice(
            new PublicData(second.plus(lifetime).toString()),
            new SecretData(token.digest(), factors));
    device.setCreatedDate(now.toEpochMilli());
    // With the second, since no two credentials of a person may have the same name.
    device.setUserLabel(name + ", " + second);
    try {
      device.setCredentialData(JSON.writeValueAsString(device.publicData));
      device.setSecretData(JSON.writeValueAsString(device.secret));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings can always be written", e);
    }
    return device;
  }

  /**
   * The stored credential, read.
   *
   * @throws IllegalArgumentException when its data is not that of a trusted device
   */
  static TrustedDevice of(CredentialModel stored) {
    try {
      TrustedDevice device =
          new TrustedDevice(
              JSON.readValue(stored.getCredentialData(), PublicData.class),
              JSON.readValue(stored.getSecretData(), SecretData.class));
      device.setId(stored.getId());
      device.setCreatedDate(stored.getCreatedDate());
      device.setUserLabel(stored.getUserLabel());
      device.setCredentialData(stored.getCredentialData());
      device.setSecretData(stored.getSecretData());
      return device;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Credential " + stored.getId() + " is not a trusted device; delete it", e);
    }
  }

  /**
   * Whether a token is that of this device, in a time that does not depend on where they differ.
   */
  boolean matches(DeviceToken token) {
    return MessageDigest.isEqual(
        secret.digest.getBytes(StandardCharsets.US_ASCII),
        token.digest().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @param factors what the person signs in with by now
   */
  boolean wasTrustedWith(String factors) {
    return secret.factors.equals(factors);
  }

  boolean isExpiredAt(Instant moment) {
    return !moment.isBefore(Instant.parse(publicData.expires));
  }

  /**
   * @param moment in seconds since 1970: whoever signed in up to then was signed out everywhere
   */
  boolean isFromBefore(int moment) {
    return Instant.ofEpochMilli(getCreatedDate()).getEpochSecond() <= moment;
  }
}
