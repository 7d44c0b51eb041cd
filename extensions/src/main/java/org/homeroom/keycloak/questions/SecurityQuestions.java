package org.homeroom.keycloak.questions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The questions that somebody chose, as a recovery asks them. */
public final class SecurityQuestions {
  private final SecurityQuestionsModel stored;
  private final QuestionPolicy policy;
  private final AnswerHashing hashing;

  private SecurityQuestions(
      SecurityQuestionsModel stored, QuestionPolicy policy, AnswerHashing hashing) {
    this.stored = stored;
    this.policy = policy;
    this.hashing = hashing;
  }

  /** Those of a person; empty for whoever has none. */
  public static Optional<SecurityQuestions> of(
      KeycloakSession session, RealmModel realm, UserModel person) {
    return SecurityQuestionsProvider.of(session)
        .of(person)
        .map(
            stored ->
                new SecurityQuestions(
                    stored, QuestionPolicy.of(realm), new AnswerHashing(session, realm)));
  }

  /** When they were chosen: milliseconds since 1970. */
  public long chosenAt() {
    return stored.getCreatedDate();
  }

  /**
   * All of them, in the order in which they were chosen: in the words of the realm's list, and in
   * those of the day on which they were chosen where the list has them no longer.
   */
  public List<Question> all() {
    return stored.answers().stream()
        .map(SecurityQuestionsModel.Answered::question)
        .map(one -> policy.question(one.id()).orElse(one))
        .toList();
  }

  /** The places in {@link #all()} of those that the realm's list has today. */
  public List<Integer> listed() {
    List<SecurityQuestionsModel.Answered> answers = stored.answers();
    return IntStream.range(0, answers.size())
        .filter(place -> policy.question(answers.get(place).question().id()).isPresent())
        .boxed()
        .toList();
  }

  /**
   * Whether all answers are right. All of them are compared, so the time does not tell which one
   * was wrong.
   *
   * @param typed by the question's place in {@link #all()}
   */
  public boolean areAnsweredBy(Map<Integer, String> typed) {
    long right =
        typed.entrySet().stream()
            .filter(
                one -> hashing.matches(stored.answers().get(one.getKey()).hash(), one.getValue()))
            .count();
    return right == typed.size() && right > 0;
  }
}
