package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.locale.LocaleUpdaterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * How people come to the portal's pages: with the single sign-on cookie, or by signing in first.
 */
final class Entrance {
  private final KeycloakSession session;
  private final RealmModel realm;

  Entrance(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /** The person and the session of this browser; null for nobody. */
  AuthResult signedIn() {
    session.getContext().setClient(PortalClient.of(session));
    return AuthenticationManager.authenticateIdentityCookie(session, realm, true);
  }

  /** Sends somebody to sign in, or says why that did not work a moment ago. */
  Response signIn(URI page, Arrival arrival) {
    Duration lifespan = Duration.ofSeconds(realm.getAccessCodeLifespanLogin());
    if (SignInAttempt.isUnderWay(arrival.state(), Instant.now(), lifespan)) {
      if (arrival.code() != null) {
        return new PortalPage(session).notice(PortalPage.Reason.COOKIES);
      }
      if (arrival.error() != null) {
        return new PortalPage(session).notice(PortalPage.Reason.INTERRUPTED);
      }
    }
    SignInAttempt attempt = new SignInAttempt(Instant.now());
    return redirect(new PortalAddresses(session).signIn(page, attempt, arrival.locale()));
  }

  /** Keeps the language that somebody chose, if the realm has it. */
  void speak(String locale, UserModel person) {
    if (realm.isInternationalizationEnabled()
        && realm.getSupportedLocalesStream().anyMatch(locale::equals)) {
      LocaleUpdaterProvider updater = session.getProvider(LocaleUpdaterProvider.class);
      updater.updateUsersLocale(person, locale);
      updater.updateLocaleCookie(locale);
    }
  }

  /** An answer that leads to another page and is not kept. */
  static Response redirect(URI address) {
    return Response.seeOther(address).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
