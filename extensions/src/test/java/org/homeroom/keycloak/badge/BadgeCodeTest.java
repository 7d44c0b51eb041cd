package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadgeCodeTest {
  static Stream<JsonNode> valid() {
    return BadgeVectors.of("valid");
  }

  static Stream<JsonNode> tolerated() {
    return BadgeVectors.of("tolerated");
  }

  static Stream<JsonNode> invalid() {
    return BadgeVectors.of("invalid");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidCodeIsReadAndWrittenTheSame(JsonNode vector) {
    BadgeCode code = BadgeCode.parse(vector.get("code").textValue()).orElseThrow();

    assertThat(code.userId()).hasToString(vector.get("userId").textValue());
    assertThat(code.secretDigest()).isEqualTo(vector.get("secretSha256Hex").textValue());
    assertThat(code.format()).isEqualTo(vector.get("code").textValue());
  }

  @ParameterizedTest
  @MethodSource("tolerated")
  void aToleratedTextIsReadAsTheCodeBesideIt(JsonNode vector) {
    BadgeCode code = BadgeCode.parse(vector.get("text").textValue()).orElseThrow();

    assertThat(code.format()).isEqualTo(vector.get("code").textValue());
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void everythingElseIsNoBadge(JsonNode vector) {
    assertThat(BadgeCode.parse(vector.get("text").textValue())).isEmpty();
  }

  @Test
  void aNewCodeIsThePersonsAndLikeNoOther() {
    UUID person = UUID.randomUUID();

    BadgeCode code = BadgeCode.create(person);

    assertThat(code.userId()).isEqualTo(person);
    assertThat(code.format()).hasSize(56).isNotEqualTo(BadgeCode.create(person).format());
    assertThat(BadgeCode.parse(code.format()).orElseThrow().secretDigest())
        .isEqualTo(code.secretDigest());
  }

  @Test
  void onlyAUuidInItsUsualFormFitsIntoACode() {
    assertThat(BadgeCode.canHold("5f2c1f0e-6f0a-4f43-9b1d-0c9a3a1e7d42")).isTrue();
    assertThat(BadgeCode.canHold("1-1-1-1-1")).isFalse();
    assertThat(BadgeCode.canHold("alice")).isFalse();
  }

  @Test
  void theSecretIsNotInTheTextForms() {
    BadgeCode code = BadgeCode.create(new UUID(0, 0));

    assertThat(code.toString()).doesNotContain(code.format(), code.format().substring(30));
  }
}
