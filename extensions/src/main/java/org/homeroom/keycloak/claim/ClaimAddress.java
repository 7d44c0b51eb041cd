package org.homeroom.keycloak.claim;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;

/**
 * The address that letters print, {@code /realms/{realm}/claim}: it begins a claim whatever this
 * browser did before. Devices are shared, so somebody else may still be signed in, or may have left
 * a claim half-way: whoever types the address of a letter begins anew.
 */
public final class ClaimAddress {
  private static final String PORTAL = "portal";
  private static final int CHALLENGE_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeycloakSession session;
  private final RealmModel realm;

  ClaimAddress(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /**
   * @param locale language of the page, such as {@code es}, or null
   */
  @GET
  public Response begin(@QueryParam(LocaleSelectorProvider.KC_LOCALE_PARAM) String locale) {
    ClientModel portal = realm.getClientByClientId(PORTAL);
    if (portal == null || !portal.isEnabled() || !realm.isRegistrationAllowed()) {
      throw new NotFoundException("Accounts of this realm are not claimed");
    }
    session.getContext().setClient(portal);
    leave();
    return Response.seeOther(registration(portal, locale))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** At the realm's public address. */
  static URI of(KeycloakSession session, RealmModel realm) {
    URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
    return RealmsResource.realmBaseUrl(UriBuilder.fromUri(base))
        .path(ClaimAddressProviderFactory.PATH)
        .build(realm.getName());
  }

  /** Ends the session of whoever is signed in here, and lets go of a sign-in that was begun. */
  private void leave() {
    AuthResult signedIn = AuthenticationManager.authenticateIdentityCookie(session, realm, true);
    if (signedIn != null) {
      AuthenticationManager.backchannelLogout(session, signedIn.session(), true);
    }
    CookieProvider cookies = session.getProvider(CookieProvider.class);
    cookies.expire(CookieType.IDENTITY);
    cookies.expire(CookieType.SESSION);
    cookies.expire(CookieType.AUTH_SESSION_ID);
    cookies.expire(CookieType.AUTH_SESSION_ID_HASH);
    cookies.expire(CookieType.AUTH_RESTART);
  }

  /** Nobody redeems the code that comes back: the portal needs the cookie alone. */
  private URI registration(ClientModel portal, String locale) {
    URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
    UriBuilder request =
        OIDCLoginProtocolService.registrationsUrl(UriBuilder.fromUri(base))
            .queryParam(OIDCLoginProtocol.CLIENT_ID_PARAM, PORTAL)
            .queryParam(OIDCLoginProtocol.REDIRECT_URI_PARAM, portal.getBaseUrl())
            .queryParam(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, "code")
            .queryParam(OIDCLoginProtocol.SCOPE_PARAM, "openid")
            .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_METHOD_PARAM, "S256")
            .queryParam(OIDCLoginProtocol.CODE_CHALLENGE_PARAM, randomChallenge());
    if (locale != null) {
      request.queryParam(LocaleSelectorProvider.KC_LOCALE_PARAM, locale);
    }
    return request.build(realm.getName());
  }

  private static String randomChallenge() {
    byte[] challenge = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(challenge);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
  }
}
