package org.homeroom.keycloak.questions.recovery;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/** The pages of a recovery. None depends on whether there is the account. */
final class RecoveryPages {
  private RecoveryPages() {}

  /** Where the username is typed. */
  static Response username(LoginFormsProvider form, RecoveryPolicy policy, FormMessage error) {
    if (error != null) {
      form.addError(error);
    }
    return form.setAttribute("byQuestions", policy.questions())
        .setAttribute("byEmail", policy.byEmail())
        .setAttribute("students", policy.questions() && policy.students())
        .createForm("recovery-person.ftl");
  }

  /**
   * Where the questions are answered.
   *
   * @param wrong whether the answers before were not all right
   */
  static Response questions(
      LoginFormsProvider form, RecoveringPerson person, List<String> questions, boolean wrong) {
    return form.setAttribute("person", person.username())
        .setAttribute("questions", questions)
        .setAttribute("wrong", wrong)
        .createForm("recovery-questions.ftl");
  }

  /** After too many attempts. */
  static Response rest(LoginFormsProvider form) {
    return form.createForm("recovery-rest.ftl");
  }

  /**
   * Where an employee is offered a link by e-mail, or told what else there is.
   *
   * @param state {@code offer}, {@code sent}, {@code failed} or {@code none}
   * @param address as it may be shown; null where there is none
   */
  static Response mail(LoginFormsProvider form, String state, String address) {
    return form.setAttribute("state", state)
        .setAttribute("address", address)
        .createForm("recovery-mail.ftl");
  }

  /** After an e-mail address, or where security questions are off: some get a link. */
  static Response sent(LoginFormsProvider form, RecoveryPolicy policy) {
    return form.setAttribute("byQuestions", policy.questions()).createForm("recovery-sent.ftl");
  }
}
