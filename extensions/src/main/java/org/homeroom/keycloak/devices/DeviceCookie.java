package org.homeroom.keycloak.devices;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.utils.SecureContextResolver;

/** Where a trusted device keeps its token. A device has one: that of whoever trusted it last. */
final class DeviceCookie {
  private static final String NAME = "HOMEROOM_TRUSTED_DEVICE";

  private final KeycloakSession session;

  DeviceCookie(KeycloakSession session) {
    this.session = session;
  }

  Optional<DeviceToken> read() {
    Cookie cookie = session.getContext().getHttpRequest().getHttpHeaders().getCookies().get(NAME);
    return Optional.ofNullable(cookie).map(Cookie::getValue).map(DeviceToken::new);
  }

  /** Strict: it is read when a form of ours is sent, never when another site leads here. */
  void write(DeviceToken token, Duration lifetime) {
    NewCookie cookie =
        new NewCookie.Builder(NAME)
            .value(token.text())
            .path(realmPath())
            .maxAge(Math.toIntExact(lifetime.toSeconds()))
            .httpOnly(true)
            .secure(SecureContextResolver.isSecureContext(session))
            .sameSite(NewCookie.SameSite.STRICT)
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
