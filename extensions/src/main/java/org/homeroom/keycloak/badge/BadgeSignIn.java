package org.homeroom.keycloak.badge;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.homeroom.keycloak.support.AttemptLimit;
import org.homeroom.keycloak.support.RefusalTime;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One request of a sign-in with a badge: the badge is held up, then comes the second step if one
 * was issued with it, then a pupil is greeted, and only then the person is signed in.
 */
final class BadgeSignIn {
  static final String EVENT_REASON = "badge_refused_reason";
  static final String EVENT_CREDENTIAL = "badge_credential_id";

  /** Field of the greeting's form. */
  private static final String GREETED = "greeted";

  private final AuthenticationFlowContext context;
  private final AuthenticationSessionModel signIn;
  private final BadgeDevice device;
  private final Clock clock;

  BadgeSignIn(AuthenticationFlowContext context, BadgeDevice device, Clock clock) {
    this.context = context;
    this.signIn = context.getAuthenticationSession();
    this.device = device;
    this.clock = clock;
  }

  /** Whether a form is that of a page after the badge page. */
  static boolean isContinuedBy(MultivaluedMap<String, String> form) {
    return form.containsKey(GREETED)
        || Arrays.stream(SecondStep.values()).anyMatch(step -> form.containsKey(step.value()));
  }

  /**
   * @param text what was read
   * @param expected who has to be the owner, in a sign-in that is confirmed; null for anybody
   */
  void holdUp(String text, UserModel expected) {
    RefusalTime time = new RefusalTime();
    HeldBadge.letGo(signIn);
    BadgeCheck.Result result = new BadgeCheck(context, clock).of(text, expected);
    if (result.isAccepted()) {
      proceed(result.held(), result.person());
    } else {
      refuse(result);
      time.pass();
    }
  }

  /** The page that a badge which was held up leads to; empty where none was. */
  Optional<Response> nextPage() {
    return HeldBadge.in(signIn, clock.instant())
        .flatMap(
            held ->
                Optional.ofNullable(
                        context.getSession().users().getUserById(context.getRealm(), held.userId()))
                    .map(person -> page(held, person)));
  }

  private Response page(HeldBadge held, UserModel person) {
    return held.step() == null
        ? BadgePages.greeting(context.form(), person)
        : BadgePages.secondStep(context.form(), held);
  }

  /** Takes what the second step's or the greeting's form says, if a badge was held up before. */
  void goOn(MultivaluedMap<String, String> form) {
    Optional<HeldBadge> held = HeldBadge.in(signIn, clock.instant());
    if (held.isEmpty()) {
      HeldBadge.letGo(signIn);
      context.challenge(BadgePages.camera(context.form()));
      return;
    }
    BadgeCheck.Result result = new BadgeCheck(context, clock).again(held.get());
    if (!result.isAccepted()) {
      refuse(result);
    } else if (held.get().step() != null) {
      answer(result, form.getFirst(held.get().step().value()));
    } else if (form.containsKey(GREETED)) {
      accept(result.held(), result.person());
    } else {
      proceed(result.held(), result.person());
    }
  }

  /**
   * An attempt is taken before the answer is looked at: of answers that are sent at the same time
   * no more are compared than there are attempts.
   *
   * @param answer null for the form of another page
   */
  private void answer(BadgeCheck.Result result, String answer) {
    HeldBadge held = result.held();
    if (answer == null) {
      proceed(held, result.person());
      return;
    }
    AttemptLimit limit =
        BadgeLimits.answers(context.getSession(), context.getRealm(), result.badge(), held.step());
    if (!limit.take()) {
      refuse(result.because(BadgeRefusal.TOO_MANY_ANSWERS));
    } else if (result.badge().isAnsweredBy(AnswerKey.parse(held.answerKey()), answer)) {
      limit.clear();
      proceed(held.withAnswer(), result.person());
    } else {
      refuseAnswer(result, held.withWrongAnswer());
    }
  }

  private void refuseAnswer(BadgeCheck.Result result, HeldBadge held) {
    BadgeRefusal refusal =
        held.step() == SecondStep.PICTURE ? BadgeRefusal.WRONG_PICTURE : BadgeRefusal.WRONG_PIN;
    BadgeCheck.Result refused = result.because(refusal);
    if (held.mayTryAgain()) {
      record(refused);
      held.keepIn(signIn);
      context.forceChallenge(page(held, result.person()));
    } else {
      refuse(refused);
    }
  }

  /** Employees are not greeted: a one-time code follows. */
  private void proceed(HeldBadge held, UserModel person) {
    if (held.step() == null && BadgeHolder.of(person).kind() == BadgeHolder.Kind.STAFF) {
      accept(held, person);
    } else {
      held.keepIn(signIn);
      context.challenge(page(held, person));
    }
  }

  private void accept(HeldBadge held, UserModel person) {
    HeldBadge.letGo(signIn);
    // What somebody typed on the password page before is not the name of this person.
    signIn.removeAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME);
    AuthenticatorUtils.processRememberMe(
        context, context.getHttpRequest().getDecodedFormParameters());
    context.setUser(person);
    context
        .getEvent()
        .detail(Details.AUTH_METHOD, BadgeCredentialModel.TYPE)
        .detail(EVENT_CREDENTIAL, held.credentialId());
    StaffSecondFactor.requireAfterBadge(context);
    device.remember();
    context.success(BadgeCredentialModel.TYPE);
  }

  private void refuse(BadgeCheck.Result result) {
    HeldBadge.letGo(signIn);
    record(result);
    AuthenticatorUtils.setupReauthenticationInUsernamePasswordFormError(context);
    context.forceChallenge(BadgePages.refused(context.form()));
  }

  /**
   * The failure is counted here and not by the flow: for that the flow would have to know the
   * person, and the next page would then show whose badge it was.
   */
  private void record(BadgeCheck.Result result) {
    BadgeRefusal refusal = result.refusal();
    context
        .getEvent()
        .user(result.person())
        .detail(Details.AUTH_METHOD, BadgeCredentialModel.TYPE)
        .detail(EVENT_REASON, refusal.reason());
    if (result.badge() != null) {
      context.getEvent().detail(EVENT_CREDENTIAL, result.badge().getId());
    }
    context.getEvent().error(refusal.error());
    if (refusal.isGuess() && context.getRealm().isBruteForceProtected()) {
      context
          .getProtector()
          .failedLogin(
              context.getRealm(),
              result.person(),
              context.getConnection(),
              context.getUriInfo(),
              // Kinds of credentials that the protector does not know are not counted.
              Set.of(PasswordCredentialModel.TYPE));
    }
  }
}
