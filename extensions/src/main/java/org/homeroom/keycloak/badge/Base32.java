package org.homeroom.keycloak.badge;

import java.util.Optional;

/** Base32 of RFC 4648, capital letters, without padding; each sequence of bytes has one form. */
final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte value : bytes) {
      buffer = (buffer << Byte.SIZE | value & 0xff) & 0xffff;
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(ALPHABET.charAt(buffer >> bits & 0x1f));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(buffer << BITS - bits & 0x1f));
    }
    return text.toString();
  }

  /**
   * @param length how many bytes there have to be
   * @return empty when the text is not exactly what {@link #encode} makes of that many bytes
   */
  static Optional<byte[]> decode(String text, int length) {
    if (text.length() != (length * Byte.SIZE + BITS - 1) / BITS) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    int buffer = 0;
    int bits = 0;
    for (char character : text.toCharArray()) {
      int digit = ALPHABET.indexOf(character);
      if (digit < 0) {
        return Optional.empty();
      }
      buffer = (buffer << BITS | digit) & 0xffff;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    boolean unusedBitsAreZero = (buffer & (1 << bits) - 1) == 0;
    return unusedBitsAreZero ? Optional.of(bytes) : Optional.empty();
  }
}
