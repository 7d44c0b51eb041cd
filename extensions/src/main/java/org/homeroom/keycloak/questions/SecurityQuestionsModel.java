package org.homeroom.keycloak.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.credential.CredentialModel;

/**
 * The questions of a person as Keycloak stores them: one credential of the type {@value #TYPE}.
 * What consoles show of it says how many there are; the questions are in the part that no interface
 * gives out.
 */
final class SecurityQuestionsModel extends CredentialModel {
  static final String TYPE = "security-questions";

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The form of {@code credentialData}. */
  private record PublicData(int questions) {}

  /** The form of {@code secretData}: the question with its texts when it was chosen, and a hash. */
  private record SecretData(List<StoredAnswer> answers) {}

  private record StoredAnswer(String id, Map<String, String> texts, AnswerHashing.Hash hash) {}

  /** A question and the hash of its answer. */
  record Answered(Question question, AnswerHashing.Hash hash) {
    private StoredAnswer stored() {
      return new StoredAnswer(question.id(), question.texts(), hash);
    }

    private static Answered of(StoredAnswer stored) {
      return new Answered(new Question(stored.id, stored.texts), stored.hash);
    }
  }

  private final transient List<Answered> answers;

  private SecurityQuestionsModel(List<Answered> answers) {
    this.answers = List.copyOf(answers);
    setType(TYPE);
  }

  /** Questions that were just answered; the credential has no id before it is stored. */
  static SecurityQuestionsModel answered(List<Answered> answers, Instant now) {
    SecurityQuestionsModel made = new SecurityQuestionsModel(answers);
    made.setCreatedDate(now.toEpochMilli());
    try {
      made.setCredentialData(JSON.writeValueAsString(new PublicData(answers.size())));
      made.setSecretData(
          JSON.writeValueAsString(new SecretData(answers.stream().map(Answered::stored).toList())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings can always be written", e);
    }
    return made;
  }

  /**
   * The stored credential, read.
   *
   * @throws IllegalArgumentException when its data is not that of security questions
   */
  static SecurityQuestionsModel of(CredentialModel stored) {
    try {
      SecretData secret = JSON.readValue(stored.getSecretData(), SecretData.class);
      SecurityQuestionsModel read =
          new SecurityQuestionsModel(secret.answers.stream().map(Answered::of).toList());
      read.setId(stored.getId());
      read.setCreatedDate(stored.getCreatedDate());
      read.setUserLabel(stored.getUserLabel());
      read.setCredentialData(stored.getCredentialData());
      read.setSecretData(stored.getSecretData());
      return read;
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException(
          "Credential " + stored.getId() + " holds no security questions; delete it", e);
    }
  }

  List<Answered> answers() {
    return answers;
  }
}
