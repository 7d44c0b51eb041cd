package org.homeroom.keycloak.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDigestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONCE = "AAAAAAAAAAAAAAAAAAAAAA";

  @Test
  void a_digest_is_the_hmac_of_the_secret_with_the_nonce() {
    assertEquals(
        "hmac-sha256:1810e8d341b9e61e88895fba0b1aa2bd03cb6c8fff2b368e666ef8efdef5b4fb",
        SecretDigests.withNonce(NONCE).of("secret"));
    assertEquals(
        SecretDigests.withNonce(NONCE).of("secret"), SecretDigests.withNonce(NONCE).of("secret"));
    assertFalse(
        SecretDigests.withNonce(NONCE)
            .of("secret")
            .equals(SecretDigests.withNonce("AQAAAAAAAAAAAAAAAAAAAA").of("secret")));
  }

  @Test
  void masks_in_objects_and_lists_become_digests_and_everything_else_stays() throws Exception {
    SecretDigests digests = SecretDigests.withNonce(NONCE);
    String text =
        """
        {"clients": [{"secret": "%1$s", "attributes": {"saml.signing.private.key": "k", "a": "b"}}],
         "components": {"x": [{"config": {"bindCredential": ["%1$s"], "vault": ["${vault.x}"]}}]}}
        """;
    JsonNode masked = JSON.readTree(text.formatted("**********"));
    digests.replaceMasks(masked, JSON.readTree(text.formatted("s3cret")));
    String found = masked.toString();
    assertFalse(found.contains("s3cret"));
    assertFalse(found.contains("**********"));
    assertEquals(digests.of("s3cret"), masked.at("/clients/0/secret").asText());
    assertEquals(
        digests.of("s3cret"), masked.at("/components/x/0/config/bindCredential/0").asText());
    assertEquals(
        digests.of("k"), masked.at("/clients/0/attributes/saml.signing.private.key").asText());
    assertTrue(found.contains("${vault.x}"));
    assertEquals("b", masked.at("/clients/0/attributes/a").asText());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "AAAA", "not base64!"})
  void a_nonce_that_is_none_is_refused(String nonce) {
    assertThrows(IllegalArgumentException.class, () -> SecretDigests.withNonce(nonce));
  }
}
