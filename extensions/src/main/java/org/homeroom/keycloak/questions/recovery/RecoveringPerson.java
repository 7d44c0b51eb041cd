package org.homeroom.keycloak.questions.recovery;

import java.util.Locale;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whoever says to have forgotten a password, as the authentication session keeps it until it is
 * proved. Before that the flow must not know the person: its pages would show whether there is one.
 *
 * @param username as it was typed
 * @param userId null where nobody has that username
 */
record RecoveringPerson(String username, String userId) {
  private static final String USERNAME = "homeroom.recovery.username";
  private static final String USER_ID = "homeroom.recovery.user-id";

  static RecoveringPerson find(KeycloakSession session, RealmModel realm, String username) {
    UserModel found = session.users().getUserByUsername(realm, username);
    return new RecoveringPerson(username, found == null ? null : found.getId());
  }

  static RecoveringPerson findByEmail(KeycloakSession session, RealmModel realm, String address) {
    UserModel found = session.users().getUserByEmail(realm, address);
    return new RecoveringPerson(address, found == null ? null : found.getId());
  }

  static Optional<RecoveringPerson> in(AuthenticationSessionModel session) {
    return Optional.ofNullable(session.getAuthNote(USERNAME))
        .map(username -> new RecoveringPerson(username, session.getAuthNote(USER_ID)));
  }

  void keepIn(AuthenticationSessionModel session) {
    session.setAuthNote(USERNAME, username);
    if (userId == null) {
      session.removeAuthNote(USER_ID);
    } else {
      session.setAuthNote(USER_ID, userId);
    }
  }

  /** The account, if there is one still. */
  Optional<UserModel> user(AuthenticationFlowContext context) {
    return Optional.ofNullable(userId)
        .map(id -> context.getSession().users().getUserById(context.getRealm(), id));
  }

  /** By it attempts are counted. */
  String key() {
    return userId == null ? "unknown:" + plainUsername() : userId;
  }

  /** The same for all ways to type the same username. */
  String plainUsername() {
    return username.strip().toLowerCase(Locale.ROOT);
  }
}
