package org.homeroom.keycloak.claim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.keycloak.models.RealmModel;

/**
 * What is kept of a code. One part is the id of its credential, so that a code finds its owner by a
 * primary key; the other is compared. A code has 60 bits only, so neither is a plain hash: trying
 * all codes takes {@value #ROUNDS} times as long.
 *
 * @param credentialId of the credential that has this code
 * @param check hexadecimal
 */
record ClaimDigest(String credentialId, String check) {
  /** What {@code credentialData} says of how it was made. */
  static final String ALGORITHM = "pbkdf2-sha512-500";

  private static final int ROUNDS = 500;
  private static final int ID_BYTES = 16;
  private static final int BYTES = 48;

  static ClaimDigest of(RealmModel realm, ClaimCode code) {
    byte[] bytes = derive(realm.getId(), code.characters());
    ByteBuffer id = ByteBuffer.wrap(bytes, 0, ID_BYTES);
    return new ClaimDigest(
        new UUID(id.getLong(), id.getLong()).toString(),
        HexFormat.of().formatHex(Arrays.copyOfRange(bytes, ID_BYTES, BYTES)));
  }

  private static byte[] derive(String realmId, String characters) {
    byte[] salt = ("homeroom-claim:" + realmId).getBytes(StandardCharsets.UTF_8);
    PBEKeySpec code = new PBEKeySpec(characters.toCharArray(), salt, ROUNDS, BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(code).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has PBKDF2WithHmacSHA512", e);
    } finally {
      code.clearPassword();
    }
  }
}
