package org.homeroom.keycloak.access;

import jakarta.ws.rs.core.Response;
import org.homeroom.keycloak.support.DistrictDay;
import org.homeroom.keycloak.support.LaunchRole;
import org.homeroom.keycloak.support.PlainAuthenticator;
import org.homeroom.keycloak.support.rules.PersonFacts;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Refuses a client that has a client role {@code launch} which the person has not. Clients without
 * such a role are not applications of the portal and pass.
 *
 * <p>The refusal is a challenge, not a failure: the person gave the right credentials, so it must
 * not count as an attempt against the account. The page stays; its form lets somebody else sign in
 * to the same application.
 */
final class AppAccessAuthenticator implements PlainAuthenticator {
  static final String EVENT_REASON = "missing_launch_role";
  static final String CHOICE = "signInAs";
  static final String SOMEBODY_ELSE = "other";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    RoleModel launch = context.getAuthenticationSession().getClient().getRole(LaunchRole.NAME);
    if (launch == null || context.getUser().hasRole(launch)) {
      context.success();
    } else {
      refuse(context);
    }
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    String choice = context.getHttpRequest().getDecodedFormParameters().getFirst(CHOICE);
    if (SOMEBODY_ELSE.equals(choice)) {
      endSession(context);
      context.resetFlow();
    } else {
      authenticate(context);
    }
  }

  private static void refuse(AuthenticationFlowContext context) {
    context
        .getEvent()
        .user(context.getUser())
        .detail(Details.REASON, EVENT_REASON)
        .error(Errors.ACCESS_DENIED);
    context.forceChallenge(
        context
            .form()
            .setStatus(Response.Status.FORBIDDEN)
            .setAttribute("deniedUsername", context.getUser().getUsername())
            .setAttribute("refusal", refusal(context))
            .createForm("access-denied.ftl"));
  }

  private static Refusal refusal(AuthenticationFlowContext context) {
    KeycloakSession session = context.getSession();
    RealmModel realm = context.getRealm();
    PersonFacts person = new PersonFacts(session, realm, context.getUser());
    return Refusal.of(
        context.getAuthenticationSession().getClient()::getAttribute,
        rule -> rule.nearestWay(person),
        DistrictDay.today(realm),
        session.getContext().resolveLocale(context.getUser()));
  }

  /**
   * Without its end, the single sign-on session would bring the same person back at once. It is
   * removed and not logged out: a logout would remove the authentication session too, which has the
   * same id and is still needed for the next person.
   */
  private static void endSession(AuthenticationFlowContext context) {
    KeycloakSession session = context.getSession();
    AuthResult signedIn =
        AuthenticationManager.authenticateIdentityCookie(session, context.getRealm(), true);
    if (signedIn != null) {
      session.sessions().removeUserSession(context.getRealm(), signedIn.session());
      AuthenticationManager.expireIdentityCookie(session);
    }
  }

  @Override
  public boolean requiresUser() {
    return true;
  }
}
