package org.homeroom.keycloak.devices;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a trusted device keeps and nobody else has.
 *
 * @param text 32 random bytes in base64url
 */
record DeviceToken(String text) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static DeviceToken random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new DeviceToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What Keycloak keeps of it. A fast hash is enough: 256 random bits are not found by trying. */
  String digest() {
    return digest(text);
  }

  /** SHA-256 in hexadecimal. */
  static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "DeviceToken";
  }
}
