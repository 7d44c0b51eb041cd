package org.homeroom.keycloak.badge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the answer of a second step into what is stored of it. The key follows from the badge's
 * secret, of which Keycloak has a digest only: whoever steals the database can try all pictures and
 * PINs and does not see which one is right.
 */
final class AnswerKey {
  private static final String HMAC = "HmacSHA256";
  private static final String PURPOSE = "homeroom second step";

  private final byte[] key;

  private AnswerKey(byte[] key) {
    this.key = key;
  }

  /** Not the secret itself, so that it can wait for the answer where a sign-in keeps its notes. */
  static AnswerKey of(byte[] secret) {
    return new AnswerKey(hmac(secret, PURPOSE));
  }

  static AnswerKey parse(String hex) {
    return new AnswerKey(HexFormat.of().parseHex(hex));
  }

  String format() {
    return HexFormat.of().formatHex(key);
  }

  /** What is stored of an answer, in hexadecimal. */
  String digest(SecondStep step, String answer) {
    return HexFormat.of().formatHex(hmac(key, step.value() + ":" + answer));
  }

  boolean matches(String stored, SecondStep step, String answer) {
    return MessageDigest.isEqual(
        stored.getBytes(StandardCharsets.US_ASCII),
        digest(step, answer).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
