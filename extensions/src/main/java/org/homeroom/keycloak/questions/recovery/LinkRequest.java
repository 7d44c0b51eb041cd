package org.homeroom.keycloak.questions.recovery;

import java.util.List;
import org.homeroom.keycloak.questions.SecurityQuestions;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;

/**
 * Somebody asks for the link of an e-mail. Page and event are there for everybody, so that neither
 * the eye nor a clock tells who gets one.
 */
record LinkRequest(
    AuthenticationFlowContext context, RecoveryPolicy policy, RecoveringPerson person) {

  void answer() {
    UserModel user = person.user(context).orElse(null);
    RecoveryMail mail = new RecoveryMail(context);
    RecoveryRefusal refusal = refusal(user, mail);
    if (refusal == null) {
      mail.sendLater(user, RecoveryLink.make(context, user, List.of()));
    } else {
      new RecoveryEvent(context).refused(user, refusal);
    }
    context.challenge(RecoveryPages.sent(context.form(), policy));
  }

  /** Why no message is sent; null where one is. */
  private RecoveryRefusal refusal(UserModel user, RecoveryMail mail) {
    if (user == null) {
      return RecoveryRefusal.UNKNOWN_PERSON;
    }
    if (!policy.admits(context.getRealm(), user)) {
      return RecoveryRefusal.NOT_ADMITTED;
    }
    if (!hasMoreToProve(user)) {
      return RecoveryRefusal.NO_QUESTIONS;
    }
    if (!mail.reaches(user)) {
      return RecoveryRefusal.NO_EMAIL;
    }
    return mail.mayBeSentTo(user) ? null : RecoveryRefusal.TOO_MANY_ATTEMPTS;
  }

  /** A mailbox alone is never enough: students have to answer their questions besides. */
  private boolean hasMoreToProve(UserModel user) {
    return !RecoveryPolicy.isOnlyStudent(context.getRealm(), user)
        || SecurityQuestions.of(context.getSession(), context.getRealm(), user).isPresent();
  }
}
