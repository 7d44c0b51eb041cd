package org.homeroom.keycloak.questions.recovery;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/** What administrators read of a recovery that was refused: by id, and never what was typed. */
final class RecoveryEvent {
  private final AuthenticationFlowContext context;

  RecoveryEvent(AuthenticationFlowContext context) {
    this.context = context;
  }

  /**
   * @param person null where there is none
   */
  void refused(UserModel person, RecoveryRefusal refusal) {
    EventBuilder event = context.getEvent().clone().event(EventType.RESET_PASSWORD).user(person);
    event.detail(Details.REASON, refusal.reason()).error(error(refusal));
  }

  private static String error(RecoveryRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_PERSON -> Errors.USER_NOT_FOUND;
      case LOCKED, TOO_MANY_ATTEMPTS, TOO_MANY_FROM_ADDRESS -> Errors.USER_TEMPORARILY_DISABLED;
      case NOT_ADMITTED, NO_QUESTIONS, NO_EMAIL, OLD_LINK -> Errors.NOT_ALLOWED;
      case WRONG_ANSWERS -> Errors.INVALID_USER_CREDENTIALS;
    };
  }
}
