package org.homeroom.keycloak.claim;

import java.util.Optional;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * That somebody has proved to be the owner of an account. It is kept in the one authentication
 * session that proved it: no other browser, and no other tab, can go on with it.
 *
 * @param userId of the owner
 * @param claimId of the code; empty for facts
 */
record ProvenClaim(String userId, Optional<String> claimId) {
  private static final String USER = "homeroom-claim-user";
  private static final String CLAIM = "homeroom-claim-code";

  /** What a session has proved of the person that it is for; empty if nothing. */
  static Optional<ProvenClaim> in(AuthenticationSessionModel session) {
    return Optional.ofNullable(session.getAuthNote(USER))
        .filter(
            userId ->
                session.getAuthenticatedUser() != null
                    && userId.equals(session.getAuthenticatedUser().getId()))
        .map(userId -> new ProvenClaim(userId, Optional.ofNullable(session.getAuthNote(CLAIM))));
  }

  void keepIn(AuthenticationSessionModel session) {
    session.setAuthNote(USER, userId);
    claimId.ifPresentOrElse(
        id -> session.setAuthNote(CLAIM, id), () -> session.removeAuthNote(CLAIM));
  }

  static void forget(AuthenticationSessionModel session) {
    session.removeAuthNote(USER);
    session.removeAuthNote(CLAIM);
  }
}
