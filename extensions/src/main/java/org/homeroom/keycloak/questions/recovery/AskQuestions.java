package org.homeroom.keycloak.questions.recovery;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.homeroom.keycloak.questions.SecurityQuestions;
import org.homeroom.keycloak.support.PlainAuthenticator;
import org.homeroom.keycloak.support.RefusalTime;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The second step: some of the person's questions. Everybody is asked, and nobody is told whether
 * it was an answer that was wrong, or which.
 */
final class AskQuestions implements PlainAuthenticator {
  private static final String START_OVER = "startOver";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    if (cameByLink(context) && !hasQuestionsLeft(context)) {
      context.success();
      return;
    }
    Optional<RecoveringPerson> person = RecoveringPerson.in(context.getAuthenticationSession());
    if (person.isPresent()) {
      RefusalTime time = new RefusalTime(RecoveryTime.LEAST);
      Attempt attempt = new Attempt(context, person.get());
      context.challenge(
          new RecoveryLimits(context, person.get()).isReached()
              ? RecoveryPages.rest(context.form())
              : attempt.page(false));
      time.pass();
    } else {
      context.resetFlow();
    }
  }

  private static boolean cameByLink(AuthenticationFlowContext context) {
    return context.getUser() != null
        && new Proofs(context.getAuthenticationSession()).all().contains(Proofs.EMAIL);
  }

  /** After a link that was sent to an address that somebody typed, without any question. */
  private static boolean hasQuestionsLeft(AuthenticationFlowContext context) {
    return RecoveryPolicy.of(context.getRealm()).questions()
        && !new Proofs(context.getAuthenticationSession()).all().contains(Proofs.QUESTIONS)
        && SecurityQuestions.of(context.getSession(), context.getRealm(), context.getUser())
            .isPresent();
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
    Optional<RecoveringPerson> person = RecoveringPerson.in(context.getAuthenticationSession());
    if (person.isEmpty() || form.containsKey(START_OVER)) {
      context.resetFlow();
      return;
    }
    int asked = RecoveryPolicy.of(context.getRealm()).ask();
    RefusalTime time = new RefusalTime(RecoveryTime.ofAnswers(asked));
    if (new Attempt(context, person.get()).isCompared(form)) {
      time.pass();
    }
  }

  /** One request of somebody to answer. */
  private static final class Attempt {
    private final AuthenticationFlowContext context;
    private final RecoveringPerson person;
    private final UserModel user;
    private final AskedQuestions asked;
    private final RecoveryRefusal objection;

    Attempt(AuthenticationFlowContext context, RecoveringPerson person) {
      RecoveryPolicy policy = RecoveryPolicy.of(context.getRealm());
      KeycloakSession session = context.getSession();
      RealmModel realm = context.getRealm();
      this.context = context;
      this.person = person;
      this.user = person.user(context).orElse(null);
      boolean admitted = user != null && policy.admits(realm, user);
      Optional<SecurityQuestions> real =
          admitted ? SecurityQuestions.of(session, realm, user) : Optional.empty();
      this.asked =
          real.map(own -> AskedQuestions.of(session, realm, policy, user, own))
              .orElseGet(() -> AskedQuestions.madeUp(session, realm, policy, person));
      this.objection = objection(admitted);
    }

    /** Why right answers would not do; null where they would. */
    private RecoveryRefusal objection(boolean admitted) {
      if (user == null) {
        return RecoveryRefusal.UNKNOWN_PERSON;
      }
      if (!admitted) {
        return RecoveryRefusal.NOT_ADMITTED;
      }
      if (!asked.isReal()) {
        return RecoveryRefusal.NO_QUESTIONS;
      }
      return AuthenticatorUtils.getDisabledByBruteForceEventError(context, user) == null
          ? null
          : RecoveryRefusal.LOCKED;
    }

    Response page(boolean wrong) {
      // Not the language of the person: that would be known only of somebody whom there is.
      String language = context.getSession().getContext().resolveLocale(null).toLanguageTag();
      return RecoveryPages.questions(context.form(), person, asked.texts(language), wrong);
    }

    /**
     * Takes the answers.
     *
     * @return whether they were compared; beyond a limit they are not, so that a flood of them
     *     keeps nothing busy
     */
    boolean isCompared(MultivaluedMap<String, String> form) {
      RecoveryLimits limits = new RecoveryLimits(context, person);
      RecoveryRefusal limit = limits.take();
      if (limit != null) {
        refuse(limit);
        return false;
      }
      boolean right = asked.areAnsweredBy(typed(form));
      if (right && objection == null) {
        limits.forget();
        context.setUser(user);
        new Proofs(context.getAuthenticationSession()).add(List.of(Proofs.QUESTIONS));
        context.success();
      } else {
        refuse(objection == null ? RecoveryRefusal.WRONG_ANSWERS : objection);
      }
      return true;
    }

    private List<String> typed(MultivaluedMap<String, String> form) {
      return IntStream.rangeClosed(1, asked.count())
          .mapToObj(number -> Optional.ofNullable(form.getFirst("answer-" + number)).orElse(""))
          .toList();
    }

    private void refuse(RecoveryRefusal refusal) {
      new RecoveryEvent(context).refused(user, refusal);
      if (refusal == RecoveryRefusal.WRONG_ANSWERS && context.getRealm().isBruteForceProtected()) {
        context
            .getProtector()
            .failedLogin(
                context.getRealm(),
                user,
                context.getConnection(),
                context.getUriInfo(),
                // Kinds of credentials that the protector does not know are not counted.
                Set.of(PasswordCredentialModel.TYPE));
      }
      context.challenge(refusal.isLimit() ? RecoveryPages.rest(context.form()) : page(true));
    }
  }

  @Override
  public boolean requiresUser() {
    return false;
  }
}
