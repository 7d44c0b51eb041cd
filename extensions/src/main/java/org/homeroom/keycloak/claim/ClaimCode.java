package org.homeroom.keycloak.claim;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret of a letter: {@value #LENGTH} characters, 60 random bits. The alphabet is Crockford's:
 * no two characters look or sound alike, and what is read as another one is taken for it.
 *
 * @param characters of the alphabet, without separators
 */
record ClaimCode(String characters) {
  static final int LENGTH = 12;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUP = 4;

  ClaimCode {
    if (characters.length() != LENGTH
        || !characters.chars().allMatch(one -> ALPHABET.indexOf(one) >= 0)) {
      throw new IllegalArgumentException("Not the characters of a claim code");
    }
  }

  static ClaimCode draw(RandomGenerator random) {
    StringBuilder characters = new StringBuilder(LENGTH);
    for (int at = 0; at < LENGTH; at++) {
      characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new ClaimCode(characters.toString());
  }

  /** What somebody typed, in any case and with any separators; empty where it is no code at all. */
  static Optional<ClaimCode> parse(String typed) {
    String characters =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return characters.length() == LENGTH
            && characters.chars().allMatch(one -> ALPHABET.indexOf(one) >= 0)
        ? Optional.of(new ClaimCode(characters))
        : Optional.empty();
  }

  /** As letters print it: {@code 7K3M-9QRT-X2WB}. */
  String format() {
    return characters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
  }

  /** Without the characters, which are a secret. */
  @Override
  public String toString() {
    return "ClaimCode[]";
  }
}
