package org.homeroom.keycloak.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.homeroom.keycloak.questions.SecurityQuestionsModel.Answered;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialModel;

class SecurityQuestionsModelTest {
  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final List<Answered> ANSWERS =
      List.of(
          new Answered(
              new Question("toy", Map.of("en", "Which toy?")),
              new AnswerHashing.Hash("{\"value\":\"hash\"}", "{\"algorithm\":\"argon2\"}")),
          new Answered(
              Question.own("What did the fox say?", "en"), new AnswerHashing.Hash("{}", "{}")));

  @Test
  void whatIsStoredIsReadAgain() {
    CredentialModel stored = SecurityQuestionsModel.answered(ANSWERS, NOW);

    assertThat(SecurityQuestionsModel.of(stored).answers()).isEqualTo(ANSWERS);
  }

  @Test
  void whatConsolesShowHasNoQuestionInIt() {
    CredentialModel stored = SecurityQuestionsModel.answered(ANSWERS, NOW);

    assertThat(stored.getCredentialData()).isEqualTo("{\"questions\":2}");
  }

  @Test
  void aCredentialThatCannotBeReadIsNamedByItsId() {
    CredentialModel broken = new CredentialModel();
    broken.setId("id-1");
    broken.setSecretData("{}");

    assertThatThrownBy(() -> SecurityQuestionsModel.of(broken)).hasMessageContaining("id-1");
  }
}
