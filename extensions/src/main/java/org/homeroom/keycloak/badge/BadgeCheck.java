package org.homeroom.keycloak.badge;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.homeroom.keycloak.support.AttemptLimit;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/**
 * Decides whose badge it is that was held up to the camera, and whether it signs that person in.
 */
final class BadgeCheck {
  private final AuthenticationFlowContext context;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final Clock clock;
  private final BadgePolicy policy;
  private final AttemptLimit unknownCodes;

  /**
   * @param clock tells whether badges sign in at this time
   */
  BadgeCheck(AuthenticationFlowContext context, Clock clock) {
    this.context = context;
    this.session = context.getSession();
    this.realm = context.getRealm();
    this.clock = clock;
    this.policy = BadgePolicy.of(session, realm);
    this.unknownCodes =
        BadgeLimits.unknownCodes(session, realm, context.getConnection().getRemoteAddr());
  }

  /**
   * @param person whom the badge belongs to; null where that is unknown
   * @param badge the stored one; null where that is unknown
   * @param held the badge with what is left to do; null if it is refused
   * @param refusal why it does not sign that person in; null if it does
   */
  record Result(
      UserModel person, BadgeCredentialModel badge, HeldBadge held, BadgeRefusal refusal) {
    static Result refused(UserModel person, BadgeCredentialModel badge, BadgeRefusal refusal) {
      return new Result(person, badge, null, refusal);
    }

    /** The same person and badge, refused. */
    Result because(BadgeRefusal reason) {
      return refused(person, badge, reason);
    }

    boolean isAccepted() {
      return refusal == null;
    }
  }

  /**
   * @param text what was read
   * @param expected who has to be the owner, in a sign-in that is confirmed; null for anybody
   */
  Result of(String text, UserModel expected) {
    if (unknownCodes.isReached()) {
      return Result.refused(null, null, BadgeRefusal.TOO_MANY_FROM_ADDRESS);
    }
    Optional<BadgeCode> code = BadgeCode.parse(text);
    if (code.isEmpty()) {
      return unknown(BadgeRefusal.MALFORMED);
    }
    UserModel person = session.users().getUserById(realm, code.get().userId().toString());
    if (person == null) {
      return unknown(BadgeRefusal.UNKNOWN_PERSON);
    }
    if (expected != null && !expected.getId().equals(person.getId())) {
      return Result.refused(person, null, BadgeRefusal.SOMEBODY_ELSE);
    }
    return check(
        person,
        badges -> badges.find(code.get(), person),
        badge -> HeldBadge.of(code.get(), badge, stepAfter(badge, person), clock.instant()));
  }

  /**
   * Looks once more at a badge that was good a moment ago: it may have been voided since, or its
   * owner locked by answers that were given elsewhere.
   */
  Result again(HeldBadge held) {
    UserModel person = session.users().getUserById(realm, held.userId());
    return person == null
        ? Result.refused(null, null, BadgeRefusal.UNKNOWN_PERSON)
        : check(person, badges -> badges.find(held.credentialId(), person), badge -> held);
  }

  private Result unknown(BadgeRefusal refusal) {
    unknownCodes.take();
    return Result.refused(null, null, refusal);
  }

  /** The lock comes first: while it lasts, a guess must not even be compared. */
  private Result check(
      UserModel person,
      Function<BadgeCredentialProvider, Optional<BadgeCredentialModel>> find,
      Function<BadgeCredentialModel, HeldBadge> held) {
    if (AuthenticatorUtils.getDisabledByBruteForceEventError(context, person) != null) {
      return Result.refused(person, null, BadgeRefusal.LOCKED);
    }
    BadgeCredentialProvider badges = BadgeCredentialProvider.of(session);
    Optional<BadgeCredentialModel> found = find.apply(badges);
    if (found.isEmpty()) {
      return Result.refused(person, null, BadgeRefusal.WRONG_SECRET);
    }
    BadgeCredentialModel badge = found.get();
    return badges
        .objectionTo(badge)
        .or(() -> objectionTo(person, badge))
        .map(refusal -> Result.refused(person, badge, refusal))
        .orElseGet(() -> new Result(person, badge, held.apply(badge), null));
  }

  private Optional<BadgeRefusal> objectionTo(UserModel person, BadgeCredentialModel badge) {
    if (!person.isEnabled()) {
      return Optional.of(BadgeRefusal.DISABLED);
    }
    BadgeHolder holder = BadgeHolder.of(person);
    return policy
        .objectionTo(holder)
        .or(() -> policy.objectionTo(context.getConnection().getRemoteAddr(), clock.instant()))
        .or(() -> missingSecondFactor(holder, person))
        .or(() -> missingSecondStep(holder, badge))
        .or(() -> usedUpAnswers(badge));
  }

  private static Optional<BadgeRefusal> missingSecondFactor(BadgeHolder holder, UserModel person) {
    boolean needsSecondFactor = holder.kind() == BadgeHolder.Kind.STAFF;
    return needsSecondFactor && !person.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE)
        ? Optional.of(BadgeRefusal.NO_SECOND_FACTOR)
        : Optional.empty();
  }

  private Optional<BadgeRefusal> missingSecondStep(BadgeHolder holder, BadgeCredentialModel badge) {
    return policy.secondSteps().of(holder).isPresent() && badge.secondStep().isEmpty()
        ? Optional.of(BadgeRefusal.NO_SECOND_STEP)
        : Optional.empty();
  }

  private Optional<BadgeRefusal> usedUpAnswers(BadgeCredentialModel badge) {
    return badge
        .secondStep()
        .filter(step -> BadgeLimits.answers(session, realm, badge, step).isReached())
        .map(step -> BadgeRefusal.TOO_MANY_ANSWERS);
  }

  /**
   * The step that was issued with the badge if the policy asks for one: whoever moved from the
   * grades with pictures to those with PINs has the picture until there is a new badge.
   */
  private SecondStep stepAfter(BadgeCredentialModel badge, UserModel person) {
    return policy
        .secondSteps()
        .of(BadgeHolder.of(person))
        .flatMap(asked -> badge.secondStep())
        .orElse(null);
  }
}
