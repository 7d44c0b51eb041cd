package org.homeroom.keycloak.support;

import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Ends whatever somebody opened with a credential that is void now. */
public record SignOut(KeycloakSession session, RealmModel realm, Clock clock) {
  /** Ends the sessions of a person, tells their applications, and makes older tokens worthless. */
  public void of(String userId) {
    UserModel person = session.users().getUserById(realm, userId);
    int now = Math.toIntExact(clock.instant().getEpochSecond());
    session.users().setNotBeforeForUser(realm, person, now);
    session
        .sessions()
        .getUserSessionsStream(realm, person)
        .toList()
        .forEach(signedIn -> AuthenticationManager.backchannelLogout(session, signedIn, true));
  }
}
