package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.core.NewCookie;
import java.net.URI;

/**
 * How often a browser was led on from a page that is over within a few seconds. It is kept in a
 * cookie, which shows at the same time whether the browser keeps any.
 */
record RestartCount(int restarts) {
  static final String COOKIE = "HOMEROOM_RESTARTS";

  /** A browser that opens a dozen stale pages at once after a crash is no circle yet. */
  private static final int MOST = 20;

  private static final int SECONDS = 20;

  /** The count in a cookie; none for a cookie that is missing or says something else. */
  static RestartCount of(String cookie) {
    try {
      return new RestartCount(cookie == null ? 0 : Integer.parseInt(cookie));
    } catch (NumberFormatException notACount) {
      return new RestartCount(0);
    }
  }

  RestartCount next() {
    return new RestartCount(restarts + 1);
  }

  /** Whether leading on leads nowhere. */
  boolean goesInCircles() {
    return restarts > MOST;
  }

  NewCookie cookie(URI portal) {
    return new NewCookie.Builder(COOKIE)
        .value(Integer.toString(restarts))
        .path(portal.getPath())
        .maxAge(SECONDS)
        .httpOnly(true)
        .secure("https".equals(portal.getScheme()))
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
