package org.homeroom.keycloak.questions.recovery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Chooses some of many, always the same for the same seed, on all nodes; without the key nobody can
 * tell which.
 */
final class StableChoice {
  private static final String HMAC = "HmacSHA256";

  private final SecretKey key;

  StableChoice(SecretKey key) {
    this.key = key;
  }

  /**
   * @return {@code choose} of the places or all, in the order that was drawn
   */
  List<Integer> some(List<Integer> places, int choose, String seed) {
    return places.stream()
        .sorted(Comparator.comparing(place -> digest(seed + ":" + place)))
        .limit(choose)
        .toList();
  }

  private String digest(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
