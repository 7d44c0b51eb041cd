package org.homeroom.keycloak.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.homeroom.keycloak.questions.AnswerRules.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;

class AnswerRulesTest {
  private static final String QUESTION = "What did you collect when you were small?";

  private final UserModel person = mock(UserModel.class);
  private AnswerRules rules;

  @BeforeEach
  void newForm() {
    when(person.getUsername()).thenReturn("mgarcia12");
    when(person.getEmail()).thenReturn("maria.garcia@school.example");
    when(person.getFirstName()).thenReturn("María");
    when(person.getLastName()).thenReturn("García");
    rules = AnswerRules.of(new QuestionPolicy(true, 3, 3, false, List.of()), person);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bottle caps", "Tapitas de refresco", "azul marino", "the red ones", "R2-D2"})
  void anAnswerOfOnesOwnIsTaken(String answer) {
    assertThat(rules.objectionTo(QUESTION, answer)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ab, TOO_SHORT",
    "'a. b.', TOO_SHORT",
    "'', TOO_SHORT",
    "'...', TOO_SHORT",
    "collect, IN_QUESTION",
    "'You, small!', IN_QUESTION",
    "WHAT DID YOU COLLECT WHEN YOU WERE SMALL, IN_QUESTION",
    "whatdidyoucollectwhenyouweresmall, IN_QUESTION",
    "MGarcia 12, NAME",
    "maria garcia, NAME",
    "Garcia Maria, NAME",
    "maría, NAME",
    "maria.garcia, NAME",
    "I don't know, SILLY",
    "no sé nada, ",
    "No lo sé, SILLY",
    "contraseña, SILLY",
    "aaaa, SILLY",
    "12345, SILLY",
    "fedc, SILLY"
  })
  void whatIsNoAnswerIsRefused(String answer, Fault fault) {
    assertThat(rules.objectionTo(QUESTION, answer).orElse(null)).isEqualTo(fault);
  }

  @Test
  void nobodyNeedsToTypeMoreThanAHundredCharacters() {
    assertThat(rules.objectionTo(QUESTION, "stamps ".repeat(15))).contains(Fault.TOO_LONG);
  }

  @Test
  void theSameAnswerToAnotherQuestionIsRefusedHoweverItIsTyped() {
    rules.objectionTo(QUESTION, "Bottle caps");

    assertThat(rules.objectionTo("What did you lose?", "bottle-caps")).contains(Fault.SAME);
  }

  @Test
  void theMinimumIsThatOfTheRealm() {
    AnswerRules strict = AnswerRules.of(new QuestionPolicy(true, 3, 6, false, List.of()), person);

    assertThat(strict.objectionTo(QUESTION, "rocks")).contains(Fault.TOO_SHORT);
  }
}
