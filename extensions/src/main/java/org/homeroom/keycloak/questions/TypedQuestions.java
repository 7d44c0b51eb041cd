package org.homeroom.keycloak.questions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.utils.FormMessage;

/** Looks at a form that was filled in: what is wrong with it, by field, or what is to be kept. */
final class TypedQuestions {
  private final QuestionPolicy policy;
  private final String language;
  private final AnswerRules rules;
  private final List<TypedQuestion> typed;
  private final Set<String> chosen = new HashSet<>();

  TypedQuestions(
      QuestionPolicy policy, String language, AnswerRules rules, List<TypedQuestion> typed) {
    this.policy = policy;
    this.language = language;
    this.rules = rules;
    this.typed = List.copyOf(typed);
  }

  /** What is wrong, by field; empty for a form that can be kept. */
  List<FormMessage> faults() {
    List<FormMessage> faults = new ArrayList<>();
    for (TypedQuestion one : typed) {
      Optional<Question> question = one.question(policy, language);
      faultOfQuestion(one, question.orElse(null)).ifPresent(faults::add);
      rules
          .objectionTo(question.map(known -> known.text(language)).orElse(""), one.answer())
          .map(fault -> new FormMessage(one.answerField(), fault.message(), policy.minLength()))
          .ifPresent(faults::add);
    }
    return faults;
  }

  private Optional<FormMessage> faultOfQuestion(TypedQuestion one, Question question) {
    if (one.isOwn() && policy.ownQuestions()) {
      int length = one.own().length();
      if (length < TypedQuestion.LEAST_OWN || length > TypedQuestion.MOST_OWN) {
        return Optional.of(
            new FormMessage(
                one.ownField(),
                "questionsOwnLength",
                TypedQuestion.LEAST_OWN,
                TypedQuestion.MOST_OWN));
      }
    } else if (question == null) {
      return Optional.of(new FormMessage(one.questionField(), "questionsChooseOne"));
    }
    String same = one.isOwn() ? PlainText.of(one.own()) : question.id();
    return chosen.add(same)
        ? Optional.empty()
        : Optional.of(
            new FormMessage(one.isOwn() ? one.ownField() : one.questionField(), "questionsTwice"));
  }

  /** What is to be kept of a form without faults. */
  List<SecurityQuestionsModel.Answered> answered(AnswerHashing hashing) {
    return typed.stream()
        .map(
            one ->
                new SecurityQuestionsModel.Answered(
                    one.question(policy, language).orElseThrow(), hashing.hash(one.answer())))
        .toList();
  }
}
