package org.homeroom.keycloak.questions;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.FormMessage;

/**
 * Asks somebody to choose questions and to answer them, in the place of those that there were. Who
 * comes from "My account" signs in again first.
 */
final class ChooseQuestions implements RequiredActionProvider {
  private static final String PAGE = "questions-choose.ftl";

  private final KeycloakSession session;
  private final Clock clock;

  ChooseQuestions(KeycloakSession session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  @Override
  public InitiatedActionSupport initiatedActionSupport() {
    return InitiatedActionSupport.SUPPORTED;
  }

  /** Whoever claims an account is sent here by the claim, and nobody else. */
  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  /** Where questions are off the action is done: it must not keep anybody from signing in. */
  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    QuestionPolicy policy = QuestionPolicy.of(context.getRealm());
    if (policy.enabled()) {
      context.challenge(page(context, policy, nothingTyped(policy), List.of()));
    } else {
      context.success();
    }
  }

  private static List<TypedQuestion> nothingTyped(QuestionPolicy policy) {
    return TypedQuestion.of(new MultivaluedHashMap<>(), policy.choose());
  }

  @Override
  public void processAction(RequiredActionContext context) {
    QuestionPolicy policy = QuestionPolicy.of(context.getRealm());
    if (!policy.enabled()) {
      context.success();
      return;
    }
    List<TypedQuestion> typed =
        TypedQuestion.of(context.getHttpRequest().getDecodedFormParameters(), policy.choose());
    TypedQuestions questions =
        new TypedQuestions(
            policy, language(context), AnswerRules.of(policy, context.getUser()), typed);
    List<FormMessage> faults = questions.faults();
    if (faults.isEmpty()) {
      keep(context, questions);
    } else {
      context.challenge(page(context, policy, typed, faults));
    }
  }

  private void keep(RequiredActionContext context, TypedQuestions questions) {
    context
        .getEvent()
        .event(EventType.UPDATE_CREDENTIAL)
        .detail(Details.CREDENTIAL_TYPE, SecurityQuestionsModel.TYPE);
    AnswerHashing hashing = new AnswerHashing(session, context.getRealm());
    SecurityQuestionsModel stored =
        SecurityQuestionsModel.answered(questions.answered(hashing), Instant.now(clock));
    boolean changed =
        SecurityQuestionsProvider.of(session)
            .replace(context.getRealm(), context.getUser(), stored);
    if (changed) {
      new Notice(session, context.getRealm(), context.getUser()).send("questionsChanged");
    }
    context.success();
  }

  private Response page(
      RequiredActionContext context,
      QuestionPolicy policy,
      List<TypedQuestion> typed,
      List<FormMessage> faults) {
    LoginFormsProvider form = context.form();
    if (!faults.isEmpty()) {
      form.setErrors(faults);
    }
    String language = language(context);
    return form.setAttribute("rows", typed.stream().map(TypedQuestion::shown).toList())
        .setAttribute(
            "offered",
            policy.offered(language).stream()
                .map(one -> Map.of("id", one.id(), "text", one.text(language)))
                .toList())
        .setAttribute("ownQuestions", policy.ownQuestions())
        .setAttribute("minLength", policy.minLength())
        .createForm(PAGE);
  }

  private String language(RequiredActionContext context) {
    return session.getContext().resolveLocale(context.getUser()).toLanguageTag();
  }

  @Override
  public void close() {}
}
