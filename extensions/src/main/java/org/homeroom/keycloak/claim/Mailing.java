package org.homeroom.keycloak.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.homeroom.keycloak.claim.ClaimAnswer.IssuedClaim;
import org.homeroom.keycloak.claim.ClaimAnswer.MailedClaim;
import org.homeroom.keycloak.claim.ClaimAnswer.MailedClaims;
import org.homeroom.keycloak.claim.ClaimCredentialModel.State;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.homeroom.keycloak.support.Recipients.Refused;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Sends codes by e-mail: each is issued, sent, and works only when the mail server has taken the
 * mail. Whoever asks for it never sees the codes.
 *
 * @param address of the page where the code is typed
 */
record Mailing(KeycloakSession session, RealmModel realm, Issuing issuing, String address) {
  private static final Logger LOG = Logger.getLogger(Mailing.class);

  /**
   * @param refused who gets none for another reason already
   */
  MailedClaims to(List<Recipient> recipients, List<Refused> refused) {
    List<Refused> without = new ArrayList<>(refused);
    List<Recipient> reachable = new ArrayList<>();
    Map<String, String> addresses =
        EmailAddresses.of(
            session, recipients.stream().map(recipient -> recipient.person().id()).toList());
    for (Recipient recipient : recipients) {
      if (addresses.containsKey(recipient.person().id())) {
        reachable.add(recipient);
      } else {
        without.add(Refused.of(recipient.person(), recipient.schoolClass(), "no_email"));
      }
    }
    Map<String, Recipient> byUserId = new HashMap<>();
    reachable.forEach(recipient -> byUserId.put(recipient.person().id(), recipient));
    List<IssuedClaim> sent = new ArrayList<>();
    try (ClaimStore store = new ClaimStore(session, realm)) {
      for (IssuedClaim claim : issuing.to(reachable, State.PENDING)) {
        if (send(claim)) {
          sent.add(claim);
        } else {
          Recipient recipient = byUserId.get(claim.userId());
          without.add(Refused.of(recipient.person(), recipient.schoolClass(), "mail_failed"));
          store.delete(store.byId(List.of(claim.claimId())));
        }
      }
      store.activate(sent.stream().map(IssuedClaim::claimId).toList(), userId -> true);
    }
    return new MailedClaims(sent.stream().map(MailedClaim::of).toList(), without);
  }

  private boolean send(IssuedClaim claim) {
    UserModel person = session.users().getUserById(realm, claim.userId());
    Map<String, Object> letter = new MailedLetter(session, realm, person).of(claim, address);
    try {
      session
          .getProvider(EmailTemplateProvider.class)
          .setRealm(realm)
          .setUser(person)
          .send("claimCodeSubject", "claim-code.ftl", letter);
      return true;
    } catch (EmailException e) {
      LOG.warnf(
          "The mail server did not take the mail for the claim %s: %s", claim.claimId(), cause(e));
      return false;
    }
  }

  /** The kind of failure: its text may hold an address. */
  private static String cause(EmailException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }
}
