package org.homeroom.keycloak.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;

class TypedQuestionsTest {
  private static final List<Question> LIST =
      List.of(
          new Question("toy", Map.of("en", "Which toy?")),
          new Question("dish", Map.of("en", "Which dish?")));

  private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();

  private List<String> faults(boolean ownQuestions) {
    QuestionPolicy policy = new QuestionPolicy(true, 2, 3, ownQuestions, LIST);
    AnswerRules rules = AnswerRules.of(policy, mock(UserModel.class));
    return new TypedQuestions(policy, "en", rules, TypedQuestion.of(form, 2))
        .faults().stream().map(TypedQuestionsTest::told).toList();
  }

  private static String told(FormMessage fault) {
    return fault.getField() + ": " + fault.getMessage();
  }

  private void type(int number, String choice, String own, String answer) {
    form.putSingle("question-" + number, choice);
    form.putSingle("own-" + number, own);
    form.putSingle("answer-" + number, answer);
  }

  @Test
  void twoQuestionsWithTheirAnswersAreTaken() {
    type(1, "toy", "", "wooden duck");
    type(2, "dish", "", "liver");

    assertThat(faults(false)).isEmpty();
  }

  @Test
  void anEmptyFormIsToldOfEachField() {
    assertThat(faults(false))
        .containsExactly(
            "question-1: questionsChooseOne",
            "answer-1: questionsAnswer.too-short",
            "question-2: questionsChooseOne",
            "answer-2: questionsAnswer.too-short");
  }

  @Test
  void theSameQuestionTwiceIsToldAtTheSecond() {
    type(1, "toy", "", "wooden duck");
    type(2, "toy", "", "yellow car");

    assertThat(faults(false)).containsExactly("question-2: questionsTwice");
  }

  @Test
  void aQuestionThatIsNotInTheListIsNone() {
    type(1, "pet", "", "wooden duck");
    type(2, "dish", "", "liver");

    assertThat(faults(false)).containsExactly("question-1: questionsChooseOne");
  }

  @Test
  void anOwnQuestionIsNoneWhereTheRealmHasNone() {
    type(1, "own", "Who won the race in the snow?", "the twins");
    type(2, "dish", "", "liver");

    assertThat(faults(false)).containsExactly("question-1: questionsChooseOne");
  }

  @Test
  void anOwnQuestionIsTakenWhereTheRealmLetsPeople() {
    type(1, "own", "Who won the race in the snow?", "the twins");
    type(2, "dish", "", "liver");

    assertThat(faults(true)).isEmpty();
  }

  @Test
  void anOwnQuestionThatIsHardlyOneIsRefused() {
    type(1, "own", "Who?", "the twins");
    type(2, "dish", "", "liver");

    assertThat(faults(true)).containsExactly("own-1: questionsOwnLength");
  }

  @Test
  void anOwnQuestionMustNotHaveItsAnswerInIt() {
    type(1, "own", "Did the twins win the race?", "The Twins");
    type(2, "dish", "", "liver");

    assertThat(faults(true)).containsExactly("answer-1: questionsAnswer.in-question");
  }
}
