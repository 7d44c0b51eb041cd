package org.homeroom.keycloak.questions;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One of the questions of the form as it was filled in.
 *
 * @param number from 1; the form's fields are {@code question-1}, {@code own-1}, {@code answer-1}
 * @param choice id of a question, {@value Question#OWN}, or empty
 * @param own the question that was made up; empty where there is none
 * @param answer as typed
 */
record TypedQuestion(int number, String choice, String own, String answer) {
  /** Shorter ones are no questions, longer ones do not fit on a phone. */
  static final int LEAST_OWN = 10;

  static final int MOST_OWN = 120;

  /**
   * @param form may be empty: then nothing is chosen yet
   */
  static List<TypedQuestion> of(MultivaluedMap<String, String> form, int choose) {
    return IntStream.rangeClosed(1, choose)
        .mapToObj(
            number ->
                new TypedQuestion(
                    number,
                    typed(form, "question-" + number),
                    typed(form, "own-" + number),
                    typed(form, "answer-" + number)))
        .toList();
  }

  private static String typed(MultivaluedMap<String, String> form, String field) {
    return Optional.ofNullable(form.getFirst(field)).orElse("").strip();
  }

  String questionField() {
    return "question-" + number;
  }

  String ownField() {
    return "own-" + number;
  }

  String answerField() {
    return "answer-" + number;
  }

  boolean isOwn() {
    return Question.OWN.equals(choice);
  }

  /** The question that is meant; empty where none is chosen that there is. */
  Optional<Question> question(QuestionPolicy policy, String language) {
    if (!isOwn()) {
      return policy.question(choice);
    }
    return policy.ownQuestions() && !own.isEmpty()
        ? Optional.of(Question.own(own, language))
        : Optional.empty();
  }

  /** For the page, which shows what was typed. */
  Map<String, Object> shown() {
    return Map.of("number", number, "choice", choice, "own", own, "answer", answer);
  }
}
