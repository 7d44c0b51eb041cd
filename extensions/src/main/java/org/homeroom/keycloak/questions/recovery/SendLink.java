package org.homeroom.keycloak.questions.recovery;

import org.homeroom.keycloak.support.PlainAuthenticator;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.email.EmailException;
import org.keycloak.models.UserModel;

/**
 * A second proof: whoever reads the person's mail. Where there is no way to send any, its page says
 * whom to ask, so it is also the end for people who lost everything.
 */
final class SendLink implements PlainAuthenticator {
  private static final String SEND = "send";
  private static final Logger LOG = Logger.getLogger(SendLink.class);

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    show(context, isPossible(context) ? "offer" : "none");
  }

  /** Not for somebody who came by a link already: it is one proof. */
  private static boolean isPossible(AuthenticationFlowContext context) {
    return new RecoveryMail(context).reaches(context.getUser())
        && !new Proofs(context.getAuthenticationSession()).all().contains(Proofs.EMAIL);
  }

  private static void show(AuthenticationFlowContext context, String state) {
    String address = "none".equals(state) ? null : masked(context.getUser().getEmail());
    context.challenge(RecoveryPages.mail(context.form(), state, address));
  }

  /** The first letter and where it is: enough to know which mailbox is meant. */
  static String masked(String address) {
    int at = address.lastIndexOf('@');
    return at < 1 ? "…" : address.substring(0, 1) + "…" + address.substring(at);
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    boolean wanted = context.getHttpRequest().getDecodedFormParameters().containsKey(SEND);
    if (!wanted || !isPossible(context)) {
      authenticate(context);
      return;
    }
    UserModel person = context.getUser();
    RecoveryMail mail = new RecoveryMail(context);
    if (!mail.mayBeSentTo(person)) {
      show(context, "sent");
      return;
    }
    Proofs proofs = new Proofs(context.getAuthenticationSession());
    try {
      mail.send(person, RecoveryLink.make(context, person, proofs.all()));
      show(context, "sent");
    } catch (EmailException e) {
      // Not why: what mail servers say has addresses in it.
      LOG.errorf("The mail server did not take a message to the user %s", person.getId());
      show(context, "failed");
    }
  }

  @Override
  public boolean requiresUser() {
    return true;
  }
}
