package org.homeroom.keycloak.questions.recovery;

import java.time.Clock;
import org.homeroom.keycloak.questions.Notice;
import org.homeroom.keycloak.support.SignOut;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What follows a new password, without a page: all sessions end, an event says what was proved, and
 * the person is told by e-mail. The realm's order of required actions puts it after the one that
 * asks for the password.
 */
final class FinishRecovery implements RequiredActionProvider {
  static final String EVENT_PROOFS = "recovery_proofs";

  private final Clock clock;

  FinishRecovery(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    RealmModel realm = context.getRealm();
    UserModel person = context.getUser();
    RecoveryLink.useUp(context.getSession(), context.getAuthenticationSession());
    new SignOut(context.getSession(), realm, clock).of(person.getId());
    context
        .getEvent()
        .clone()
        .event(EventType.RESET_PASSWORD)
        .user(person)
        .detail(
            EVENT_PROOFS, String.join(",", new Proofs(context.getAuthenticationSession()).all()))
        .success();
    new Notice(context.getSession(), realm, person).send("passwordRecovered");
    context.success();
  }

  @Override
  public void processAction(RequiredActionContext context) {
    requiredActionChallenge(context);
  }

  @Override
  public void close() {}
}
