package org.homeroom.keycloak.questions.recovery;

import java.util.Set;
import org.homeroom.keycloak.support.PlainAuthenticator;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The last step: a new password is chosen next, and the recovery ends with that. Nobody is signed
 * in by it: whoever proved to own the mailbox has not shown a second factor, and the first sign-in
 * shows at once whether the new password is remembered.
 */
final class BeginNewPassword implements PlainAuthenticator {
  @Override
  public void authenticate(AuthenticationFlowContext context) {
    UserModel person = context.getUser();
    AuthenticationSessionModel session = context.getAuthenticationSession();
    if (person == null || isUnproved(context, person)) {
      // A flow that was put together otherwise must not be a way around the proofs.
      context.failure(AuthenticationFlowError.INVALID_CREDENTIALS);
      return;
    }
    session.addRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
    session.addRequiredAction(FinishRecoveryFactory.ID);
    session.setAuthNote(AuthenticationManager.END_AFTER_REQUIRED_ACTIONS, "true");
    context.success();
  }

  private static boolean isUnproved(AuthenticationFlowContext context, UserModel person) {
    Set<String> proved = new Proofs(context.getAuthenticationSession()).all();
    return !RecoveryPolicy.isEnough(context.getRealm(), person, proved);
  }

  @Override
  public void action(AuthenticationFlowContext context) {}

  @Override
  public boolean requiresUser() {
    return false;
  }
}
