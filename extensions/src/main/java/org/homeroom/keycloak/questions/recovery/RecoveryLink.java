package org.homeroom.keycloak.questions.recovery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The link of an e-mail, which goes on with a recovery in whichever browser it is opened. What was
 * proved before it was sent is remembered with it, on the server.
 *
 * @param address of the link
 * @param minutes for which it works
 */
record RecoveryLink(String address, long minutes) {
  private static final String KEY = "homeroom-recovery-link:";
  private static final String PROVED = "proved";
  private static final String NOTE = "homeroom.recovery.link";

  /**
   * Makes one.
   *
   * @param proved what the link's reader need not prove again
   */
  static RecoveryLink make(
      AuthenticationFlowContext context, UserModel person, Collection<String> proved) {
    int seconds =
        context
            .getRealm()
            .getActionTokenGeneratedByUserLifespan(ResetCredentialsActionToken.TOKEN_TYPE);
    // Without the id of this authentication session, so that the flow begins anew with the link.
    ResetCredentialsActionToken token =
        new ResetCredentialsActionToken(
            person.getId(),
            person.getEmail(),
            Math.toIntExact(Instant.now().getEpochSecond() + seconds),
            null,
            context.getAuthenticationSession().getClient().getClientId());
    context
        .getSession()
        .singleUseObjects()
        .put(KEY + token.serializeKey(), seconds, Map.of(PROVED, String.join(",", proved)));
    String signed = token.serialize(context.getSession(), context.getRealm(), context.getUriInfo());
    return new RecoveryLink(
        context.getActionTokenUrl(signed).toString(), TimeUnit.SECONDS.toMinutes(seconds));
  }

  /** Whether the browser came by a link just now. */
  static boolean isFollowedIn(AuthenticationSessionModel signIn) {
    return signIn.getAuthNote(AuthenticationManager.INVALIDATE_ACTION_TOKEN) != null;
  }

  /**
   * Takes the link's place in the flow, so that it is not looked at again.
   *
   * @return what was proved before the link was sent; empty where it is none of ours, was used, or
   *     is too old
   */
  static Optional<List<String>> follow(KeycloakSession session, AuthenticationSessionModel signIn) {
    String token = signIn.getAuthNote(AuthenticationManager.INVALIDATE_ACTION_TOKEN);
    // Keycloak would refuse the end of a recovery that took longer than the link is good for.
    signIn.removeAuthNote(AuthenticationManager.INVALIDATE_ACTION_TOKEN);
    signIn.setAuthNote(NOTE, token);
    return Optional.ofNullable(session.singleUseObjects().get(KEY + token))
        .map(stored -> List.of(stored.get(PROVED).split(",")));
  }

  /** Makes the link worthless by which this recovery went on, if it did. */
  static void useUp(KeycloakSession session, AuthenticationSessionModel signIn) {
    Optional.ofNullable(signIn.getAuthNote(NOTE))
        .ifPresent(token -> session.singleUseObjects().remove(KEY + token));
  }
}
