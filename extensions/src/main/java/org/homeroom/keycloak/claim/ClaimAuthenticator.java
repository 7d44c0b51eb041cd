package org.homeroom.keycloak.claim;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.homeroom.keycloak.claim.Identification.Result;
import org.homeroom.keycloak.support.PlainAuthenticator;
import org.homeroom.keycloak.support.RefusalTime;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The first step of a claim: who are you? Only who has proved it is known to the steps that follow,
 * and the step that sets the password is asked for in this authentication session alone. Nothing of
 * the account changes before.
 */
final class ClaimAuthenticator implements PlainAuthenticator {
  static final String EVENT_REASON = "claim_refused_reason";
  private static final String METHOD = "claim";

  private final Clock clock;

  ClaimAuthenticator(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    ProvenClaim.forget(context.getAuthenticationSession());
    context.challenge(page(context, context.form()));
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    RefusalTime time = new RefusalTime();
    ProvenClaim.forget(context.getAuthenticationSession());
    RealmModel realm = context.getRealm();
    MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
    ClaimAttempt attempt = ClaimAttempt.of(form, dates(context));
    ClaimLimits limits =
        new ClaimLimits(
            context.getSession(),
            realm,
            attempt.whose(realm),
            context.getConnection().getRemoteHost());
    if (attempt.isComplete() && !limits.take()) {
      tooMany(context);
    } else {
      Result result = identify(context, attempt);
      if (result.isAccepted()) {
        limits.release();
        accept(context, result);
        return;
      }
      refuse(context, result);
    }
    time.pass();
  }

  private Result identify(AuthenticationFlowContext context, ClaimAttempt attempt) {
    RealmModel realm = context.getRealm();
    return new Identification(context.getSession(), realm, ClaimPolicy.of(realm), clock.instant())
        .of(attempt);
  }

  private TypedDate dates(AuthenticationFlowContext context) {
    Locale language = context.getSession().getContext().resolveLocale(null);
    return new TypedDate(language, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private static void accept(AuthenticationFlowContext context, Result result) {
    AuthenticationSessionModel signIn = context.getAuthenticationSession();
    context.setUser(result.person());
    new ProvenClaim(result.person().getId(), Optional.ofNullable(result.claimId())).keepIn(signIn);
    signIn.addRequiredAction(OwnPassword.ID);
    context.newEvent().event(EventType.LOGIN);
    context
        .getEvent()
        .client(signIn.getClient())
        .detail(Details.REDIRECT_URI, signIn.getRedirectUri())
        .detail(Details.AUTH_METHOD, METHOD);
    context.success();
  }

  private static void refuse(AuthenticationFlowContext context, Result result) {
    context
        .getEvent()
        .user(result.person())
        .detail(Details.AUTH_METHOD, METHOD)
        .detail(EVENT_REASON, result.refusal().reason())
        .error(result.refusal().error());
    context.forceChallenge(page(context, context.form().setError("claimRefused")));
  }

  private static void tooMany(AuthenticationFlowContext context) {
    context
        .getEvent()
        .detail(Details.AUTH_METHOD, METHOD)
        .detail(EVENT_REASON, "too_many")
        .error(Errors.USER_TEMPORARILY_DISABLED);
    context.forceChallenge(page(context, context.form().setError("claimTooMany")));
  }

  private static Response page(AuthenticationFlowContext context, LoginFormsProvider form) {
    ClaimPolicy policy = ClaimPolicy.of(context.getRealm());
    return form.setAttribute("typed", typed(context))
        .setAttribute("claimByFacts", policy.asksFor(Proof.FACTS))
        .setAttribute("claimByCodeAndFacts", policy.asksFor(Proof.BOTH))
        .createForm("claim.ftl");
  }

  /** What was typed is shown again: nobody types twelve characters anew because one is wrong. */
  private static Map<String, String> typed(AuthenticationFlowContext context) {
    MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
    Map<String, String> typed = new HashMap<>();
    for (String field : ClaimAttempt.FIELDS) {
      Optional.ofNullable(form.getFirst(field)).ifPresent(text -> typed.put(field, text));
    }
    return typed;
  }

  @Override
  public boolean requiresUser() {
    return false;
  }
}
