package org.homeroom.keycloak.badge;

import jakarta.ws.rs.core.NewCookie;
import org.keycloak.cookie.CookieMaxAge;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.utils.SecureContextResolver;

/**
 * Remembers for a year that the last sign-in on this device was with a badge. The cookie only
 * chooses which page comes first, so it holds nothing and needs no signature.
 */
final class BadgeDevice {
  private static final String COOKIE = "HOMEROOM_BADGE";
  private static final String VALUE = "1";

  private final KeycloakSession session;

  BadgeDevice(KeycloakSession session) {
    this.session = session;
  }

  boolean lastUsedBadge() {
    return session.getContext().getHttpRequest().getHttpHeaders().getCookies().containsKey(COOKIE);
  }

  void remember() {
    set(VALUE, CookieMaxAge.YEAR);
  }

  void forget() {
    if (lastUsedBadge()) {
      set("", CookieMaxAge.EXPIRED);
    }
  }

  /** Lax, because a sign-in begins with a link from an application. */
  private void set(String value, int maxAge) {
    NewCookie cookie =
        new NewCookie.Builder(COOKIE)
            .value(value)
            .path(realmPath())
            .maxAge(maxAge)
            .httpOnly(true)
            .secure(SecureContextResolver.isSecureContext(session))
            .sameSite(NewCookie.SameSite.LAX)
            .build();
    session.getContext().getHttpResponse().setCookieIfAbsent(cookie);
  }

  private String realmPath() {
    return RealmsResource.realmBaseUrl(session.getContext().getUri())
        .path("/")
        .build(session.getContext().getRealm().getName())
        .getRawPath();
  }
}
