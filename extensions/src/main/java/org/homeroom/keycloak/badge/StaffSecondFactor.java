package org.homeroom.keycloak.badge;

import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A badge that lies on a desk must never be all that it takes to be an employee. The flow asks for
 * the one-time code; this makes sure, whatever somebody has made of the flow.
 */
final class StaffSecondFactor {
  private static final List<String> SECOND_FACTORS =
      List.of(OTPCredentialModel.TYPE, RecoveryAuthnCodesCredentialModel.TYPE);

  private StaffSecondFactor() {}

  /** Has Keycloak call back when the whole flow is through. */
  static void requireAfterBadge(AuthenticationFlowContext context) {
    AuthenticatorUtil.setAuthCallbacksFactoryIds(
        context.getAuthenticationSession(), BadgeOrPasswordFormFactory.ID);
  }

  /**
   * @throws AuthenticationFlowException when an employee came in by a badge and nothing else
   */
  static void verify(AuthenticationSessionModel signIn) {
    List<String> used = AuthenticatorUtil.getAuthnCredentials(signIn);
    UserModel person = signIn.getAuthenticatedUser();
    boolean badgeOnly =
        used.contains(BadgeCredentialModel.TYPE)
            && SECOND_FACTORS.stream().noneMatch(used::contains);
    if (badgeOnly && BadgeHolder.of(person).kind() != BadgeHolder.Kind.STUDENT) {
      throw new AuthenticationFlowException(
          "The flow does not ask an employee with a badge for a one-time code: add a step for it",
          AuthenticationFlowError.ACCESS_DENIED);
    }
  }
}
