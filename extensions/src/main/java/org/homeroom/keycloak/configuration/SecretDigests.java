package org.homeroom.keycloak.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.representations.idm.ComponentRepresentation;

/**
 * Puts digests in place of secrets: who knows a secret can tell whether it is the one in use, and
 * nobody learns it.
 *
 * <p>A digest is {@code hmac-sha256:} and, in hexadecimal digits, HMAC-SHA256 of the secret with
 * the caller's nonce as its key.
 */
final class SecretDigests {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 16;
  private static final int LONGEST = 64;

  /** Secrets that Keycloak's own export shows. */
  private static final Set<String> SHOWN_BY_EXPORT =
      Set.of("saml.signing.private.key", "saml.encryption.private.key");

  private final SecretKeySpec key;

  private SecretDigests(byte[] nonce) {
    this.key = new SecretKeySpec(nonce, ALGORITHM);
  }

  /**
   * @param nonce in base64url
   * @throws IllegalArgumentException for one that is missing, malformed, too short or too long
   */
  static SecretDigests withNonce(String nonce) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce == null ? "" : nonce);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Parameter 'nonce' is not base64url.");
    }
    if (bytes.length < SHORTEST || bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "Parameter 'nonce' has to be %d to %d bytes in base64url.".formatted(SHORTEST, LONGEST));
    }
    return new SecretDigests(bytes);
  }

  /** The digest of a secret. */
  String of(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] digest = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return "hmac-sha256:" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /**
   * Replaces every mask by the digest of what it hides.
   *
   * @param masked a representation whose secrets are masked; it is changed
   * @param plain the same representation with its secrets
   */
  void replaceMasks(JsonNode masked, JsonNode plain) {
    if (masked instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        JsonNode hidden = plain.path(entry.getKey());
        if (isSecret(entry.getKey(), entry.getValue())) {
          entry.setValue(TextNode.valueOf(of(hidden.asText())));
        } else {
          replaceMasks(entry.getValue(), hidden);
        }
      }
    } else if (masked instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (isMask(array.get(i))) {
          array.set(i, TextNode.valueOf(of(plain.path(i).asText())));
        } else {
          replaceMasks(array.get(i), plain.path(i));
        }
      }
    }
  }

  private static boolean isSecret(String name, JsonNode value) {
    return isMask(value) || (value.isTextual() && SHOWN_BY_EXPORT.contains(name));
  }

  private static boolean isMask(JsonNode value) {
    return value.isTextual() && value.asText().equals(ComponentRepresentation.SECRET_VALUE);
  }
}
