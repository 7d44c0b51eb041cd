package org.homeroom.keycloak.claim;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.SignOut;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * Makes claimed accounts ones to be claimed again: whatever their owners, or somebody else, had set
 * up goes, sessions end, and locks open.
 */
record Reopening(KeycloakSession session, RealmModel realm, Clock clock) {
  private static final Set<String> OWN =
      Set.of(
          PasswordCredentialModel.TYPE,
          PasswordCredentialModel.PASSWORD_HISTORY,
          ClaimCredentialModel.TYPE,
          WebAuthnCredentialModel.TYPE_PASSWORDLESS,
          "card",
          "security-questions",
          "trusted-device");
  private static final Set<String> SECOND_FACTOR =
      Set.of(
          OTPCredentialModel.TYPE,
          RecoveryAuthnCodesCredentialModel.TYPE,
          WebAuthnCredentialModel.TYPE_TWOFACTOR);

  /**
   * @param secondFactor whether authenticator apps and recovery codes go too, and are asked for in
   *     the claim; otherwise the claim asks for a code of them
   */
  void of(Collection<String> userIds, boolean secondFactor) {
    Set<String> types =
        Stream.concat(OWN.stream(), secondFactor ? SECOND_FACTOR.stream() : Stream.empty())
            .collect(Collectors.toSet());
    try (ClaimStore store = new ClaimStore(session, realm)) {
      userIds.stream().sorted().forEach(store::lock);
      store.deleteOf(userIds, types);
    }
    for (String userId : userIds) {
      UserModel person = session.users().getUserById(realm, userId);
      person.removeAttribute(ClaimPolicy.CLAIMED);
      session.loginFailures().removeUserLoginFailure(realm, userId);
      new SignOut(session, realm, clock).of(userId);
    }
  }
}
