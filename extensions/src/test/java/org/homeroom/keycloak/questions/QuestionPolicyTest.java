package org.homeroom.keycloak.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RealmModel;

class QuestionPolicyTest {
  private static final String LIST =
      "{\"toy\": {\"en\": \"Which toy?\", \"es\": \"¿Qué juguete?\"},"
          + " \"dish\": {\"en\": \"Which dish?\"}, \"song\": {\"en\": \"Which song?\"}}";

  private static QuestionPolicy policy(Map<String, String> attributes) {
    RealmModel realm = mock(RealmModel.class, CALLS_REAL_METHODS);
    doReturn(null).when(realm).getAttribute(anyString());
    attributes.forEach((name, value) -> doReturn(value).when(realm).getAttribute(name));
    return QuestionPolicy.of(realm);
  }

  private static QuestionPolicy with(String name, String value) {
    Map<String, String> attributes =
        new HashMap<>(Map.of(QuestionPolicy.ENABLED, "true", QuestionPolicy.LIST, LIST));
    attributes.put(name, value);
    return policy(attributes);
  }

  @Test
  void aRealmThatSaysNothingHasNoQuestions() {
    assertThat(policy(Map.of()).enabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "homeroom.questions.enabled, false",
    "homeroom.questions.choose, three",
    "homeroom.questions.choose, 0",
    "homeroom.questions.choose, 4",
    "homeroom.questions.list, [",
    "homeroom.questions.list, '{\"toy\": {}}'"
  })
  void questionsAreOffWhereThePolicyCannotWork(String attribute, String value) {
    assertThat(with(attribute, value).enabled()).isFalse();
  }

  @Test
  void theListKeepsItsOrder() {
    assertThat(with(QuestionPolicy.CHOOSE, "3").offered("en"))
        .extracting(Question::id)
        .containsExactly("toy", "dish", "song");
  }

  @Test
  void onlyQuestionsInThePagesLanguageAreOffered() {
    assertThat(with(QuestionPolicy.CHOOSE, "1").offered("es"))
        .extracting(one -> one.text("es"))
        .containsExactly("¿Qué juguete?");
  }

  @Test
  void inALanguageWithTooFewQuestionsAllAreOffered() {
    assertThat(with(QuestionPolicy.CHOOSE, "2").offered("es")).hasSize(3);
  }
}
