package org.homeroom.keycloak.badge;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What the QR code of a badge says: whose it is, and a secret. Its text is {@code HB1} and the
 * Base32 form of version, user id and secret; see docs/reference/extension.md and
 * contracts/badge-vectors.json.
 */
final class BadgeCode {
  static final String DIGEST = "SHA-256";

  private static final String PREFIX = "HB1";
  private static final int LENGTH = PREFIX.length() + 53;
  private static final byte VERSION = 1;
  private static final int SECRET_BYTES = 16;
  private static final int BYTES = 1 + 2 * Long.BYTES + SECRET_BYTES;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final UUID userId;
  private final byte[] secret;

  private BadgeCode(UUID userId, byte[] secret) {
    this.userId = Objects.requireNonNull(userId, "userId");
    this.secret = secret;
  }

  /** A new code for a person, with a secret that nobody has seen before. */
  static BadgeCode create(UUID userId) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new BadgeCode(userId, secret);
  }

  /**
   * Whether a user's id fits into a code: accounts that were imported may have another kind of id.
   */
  static boolean canHold(String userId) {
    try {
      return UUID.fromString(userId).toString().equals(userId);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads what a scanner read: white space around the code and small letters are fine, nothing else
   * is.
   *
   * @return empty for what is not a badge
   */
  static Optional<BadgeCode> parse(String text) {
    String code = stripAscii(text);
    if (code.length() != LENGTH || !isAscii(code)) {
      return Optional.empty();
    }
    String capitals = code.toUpperCase(Locale.ROOT);
    if (!capitals.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Base32.decode(capitals.substring(PREFIX.length()), BYTES).flatMap(BadgeCode::ofBytes);
  }

  private static Optional<BadgeCode> ofBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.get() != VERSION) {
      return Optional.empty();
    }
    UUID userId = new UUID(buffer.getLong(), buffer.getLong());
    byte[] secret = new byte[SECRET_BYTES];
    buffer.get(secret);
    return Optional.of(new BadgeCode(userId, secret));
  }

  /** The text for the QR code: 56 characters of its alphanumeric mode. */
  String format() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(userId.getMostSignificantBits())
            .putLong(userId.getLeastSignificantBits())
            .put(secret)
            .array();
    return PREFIX + Base32.encode(bytes);
  }

  UUID userId() {
    return userId;
  }

  /** The digest of the secret in hexadecimal: what Keycloak keeps of a badge. */
  String secretDigest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(DIGEST).digest(secret));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + DIGEST, e);
    }
  }

  /** The key for what is stored of a second step. */
  AnswerKey answerKey() {
    return AnswerKey.of(secret);
  }

  /** Without the secret: a code that is logged by mistake must not become a badge. */
  @Override
  public String toString() {
    return "BadgeCode[userId=" + userId + "]";
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 128);
  }

  /** As the browser's scripts and the badge tool strip: the white space of ASCII only. */
  private static String stripAscii(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }
}
