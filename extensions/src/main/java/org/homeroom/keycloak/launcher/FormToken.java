package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Shows that a form comes from a page that was made for this very session: an HMAC of the session's
 * id with the realm's own key, which no other site can read or make.
 */
final class FormToken {
  static final String FIELD = "token";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "homeroom portal form ";
  private static final String SAME_ORIGIN = "same-origin";

  private final KeycloakSession session;
  private final UserSessionModel signedIn;

  FormToken(KeycloakSession session, UserSessionModel signedIn) {
    this.session = session;
    this.signedIn = signedIn;
  }

  /** What the form carries. */
  String value() {
    SecretKey key =
        session
            .keys()
            .getActiveKey(
                session.getContext().getRealm(), KeyUse.SIG, Constants.INTERNAL_SIGNATURE_ALGORITHM)
            .getSecretKey();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] digest = mac.doFinal((PURPOSE + signedIn.getId()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /**
   * Lets a form pass that carries the token and comes from where the portal is.
   *
   * @param token what the form carried, or null
   * @throws ForbiddenException otherwise
   */
  void require(String token) {
    HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
    URI portal = new PortalAddresses(session).portal();
    if (token == null
        || !comesFrom(
            portal, headers.getHeaderString("Origin"), headers.getHeaderString("Sec-Fetch-Site"))
        || !MessageDigest.isEqual(
            value().getBytes(StandardCharsets.US_ASCII),
            token.getBytes(StandardCharsets.US_ASCII))) {
      throw new ForbiddenException("The form is not one of the portal's own");
    }
  }

  /** What a browser says of where a form was; browsers that say nothing have the token alone. */
  static boolean comesFrom(URI portal, String origin, String fetchSite) {
    if (fetchSite != null && !fetchSite.equals(SAME_ORIGIN)) {
      return false;
    }
    return origin == null || origin.equals(portal.getScheme() + "://" + portal.getAuthority());
  }
}
