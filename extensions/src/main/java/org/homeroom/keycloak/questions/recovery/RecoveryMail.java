package org.homeroom.keycloak.questions.recovery;

import java.time.Duration;
import org.homeroom.keycloak.support.AttemptLimit;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.EventType;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.utils.StringUtil;

/** Sends links to go on with a recovery. */
final class RecoveryMail {
  private static final int MOST_MAILS = 5;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Logger LOG = Logger.getLogger(RecoveryMail.class);

  private final AuthenticationFlowContext context;

  RecoveryMail(AuthenticationFlowContext context) {
    this.context = context;
  }

  /** Whether somebody can be reached. */
  boolean reaches(UserModel person) {
    return !StringUtil.isBlank(person.getEmail()) && !context.getRealm().getSmtpConfig().isEmpty();
  }

  /** Whether another one may be sent: nobody fills somebody's mailbox. */
  boolean mayBeSentTo(UserModel person) {
    return new AttemptLimit(
            context.getSession().singleUseObjects(),
            context.getRealm(),
            "recovery-mail",
            person.getId(),
            MOST_MAILS,
            WINDOW)
        .take();
  }

  /**
   * Sends one, in the language of the page.
   *
   * @throws EmailException when the mail server does not take it
   */
  void send(UserModel person, RecoveryLink link) throws EmailException {
    context
        .getSession()
        .getProvider(EmailTemplateProvider.class)
        .setRealm(context.getRealm())
        .setUser(person)
        .sendPasswordReset(link.address(), link.minutes());
    recordSent(person);
  }

  /**
   * Sends one while the page is shown already: how long a mail server takes would tell who has an
   * address. It is in the person's language, or the realm's.
   */
  void sendLater(UserModel person, RecoveryLink link) {
    KeycloakSessionFactory factory = context.getSession().getKeycloakSessionFactory();
    String realmId = context.getRealm().getId();
    String clientId = context.getAuthenticationSession().getClient().getId();
    String userId = person.getId();
    recordSent(person);
    context
        .getSession()
        .getProvider(ExecutorsProvider.class)
        .getExecutor("homeroom-recovery-mail")
        .execute(
            () ->
                KeycloakModelUtils.runJobInTransaction(
                    factory, session -> sendIn(session, realmId, clientId, userId, link)));
  }

  private static void sendIn(
      KeycloakSession session, String realmId, String clientId, String userId, RecoveryLink link) {
    var realm = session.realms().getRealm(realmId);
    session.getContext().setRealm(realm);
    session.getContext().setClient(realm.getClientById(clientId));
    try {
      session
          .getProvider(EmailTemplateProvider.class)
          .setRealm(realm)
          .setUser(session.users().getUserById(realm, userId))
          .setAttribute(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true)
          .sendPasswordReset(link.address(), link.minutes());
    } catch (EmailException e) {
      // Not why: what mail servers say has addresses in it.
      LOG.errorf("The mail server did not take a message to the user %s", userId);
    }
  }

  private void recordSent(UserModel person) {
    context.getEvent().clone().event(EventType.SEND_RESET_PASSWORD).user(person).success();
  }
}
