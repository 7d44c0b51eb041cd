package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.services.Urls;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;

/** Where the portal is, and where it sends people, all at the realm's public address. */
final class PortalAddresses {
  static final String RESTART = "restart";
  static final String ACCOUNT = "account";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CHALLENGE_BYTES = 32;

  private final RealmModel realm;
  private final URI base;

  PortalAddresses(KeycloakSession session) {
    this.realm = session.getContext().getRealm();
    this.base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
  }

  URI portal() {
    return RealmsResource.realmBaseUrl(UriBuilder.fromUri(base))
        .path(PortalResourceProviderFactory.ID)
        .build(realm.getName());
  }

  URI account() {
    return UriBuilder.fromUri(portal()).path(ACCOUNT).build();
  }

  /** Where Keycloak carries out an action for whoever is signed in, and comes back. */
  URI accountAction(String action) {
    return request(account(), new SignInAttempt(Instant.now()))
        .queryParam(Constants.KC_ACTION, action)
        .build(realm.getName());
  }

  URI restart() {
    return UriBuilder.fromUri(portal()).path(RESTART).build();
  }

  URI logout() {
    return OIDCLoginProtocolService.logoutUrl(UriBuilder.fromUri(base)).build(realm.getName());
  }

  String issuer() {
    return Urls.realmIssuer(base, realm.getName());
  }

  /**
   * The request that signs somebody in and comes back. The portal needs the cookie that follows and
   * nothing else: its code challenge is random, so that nobody, the portal included, knows a
   * verifier with which the code could be redeemed.
   *
   * @param page of the portal to which it comes back
   * @param attempt comes back with the answer
   * @param locale language that the person chose, or null
   */
  URI signIn(URI page, SignInAttempt attempt, String locale) {
    UriBuilder request = request(page, attempt);
    if (locale != null) {
      request.queryParam(PortalResource.LOCALE_PARAMETER, locale);
    }
    return request.build(realm.getName());
  }

  private UriBuilder request(URI page, SignInAttempt attempt) {
    return OIDCLoginProtocolService.authUrl(UriBuilder.fromUri(base))
        .queryParam(OIDCLoginProtocol.CLIENT_ID_PARAM, PortalClient.ID)
        .queryParam(OIDCLoginProtocol.REDIRECT_URI_PARAM, page)
        .queryParam(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, "code")
        .queryParam(OIDCLoginProtocol.SCOPE_PARAM, "openid")
        .queryParam(OIDCLoginProtocol.STATE_PARAM, attempt.state())
        .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_METHOD_PARAM, "S256")
        .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_PARAM, randomChallenge());
  }

  private static String randomChallenge() {
    byte[] challenge = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(challenge);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
  }
}
