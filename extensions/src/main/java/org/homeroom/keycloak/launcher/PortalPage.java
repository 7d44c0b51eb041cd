package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.homeroom.keycloak.support.DistrictDay;
import org.homeroom.keycloak.support.rules.PersonFacts;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.theme.Theme;

/**
 * Renders the portal with the realm's login theme: {@code portal.ftl} and {@code
 * portal-notice.ftl}.
 */
final class PortalPage {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
          + "base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

  /** Why there is no portal to show; the names are part of message keys. */
  enum Reason {
    /** Signed in, yet the browser did not send the cookie. */
    COOKIES("Cookies"),
    /** The sign-in ended with an error. */
    INTERRUPTED("Interrupted");

    private final String key;

    Reason(String key) {
      this.key = key;
    }
  }

  private final KeycloakSession session;

  PortalPage(KeycloakSession session) {
    this.session = session;
  }

  /** The applications of the person who is signed in. */
  Response applications(AuthResult signedIn) {
    UserModel person = signedIn.user();
    Locale locale = session.getContext().resolveLocale(person);
    return forms()
        .setUser(person)
        .setAttribute("firstName", person.getFirstName())
        .setAttribute("signOut", SignOut.of(session, signedIn.session()))
        .setAttribute("formToken", new FormToken(session, signedIn.session()).value())
        .setAttribute("announcements", announcements(person, locale))
        .setAttribute(
            "shelves",
            Shelf.arrange(
                new Applications(session, theme(), locale).of(person),
                new Favourites(person).all(),
                locale))
        .createForm("portal.ftl");
  }

  /** The account of the person who is signed in. */
  Response account(AuthResult signedIn, Account account) {
    return forms()
        .setUser(signedIn.user())
        .setAttribute("signOut", SignOut.of(session, signedIn.session()))
        .setAttribute("formToken", new FormToken(session, signedIn.session()).value())
        .setAttribute("account", account)
        .setAttribute("done", session.getContext().getUri().getQueryParameters().getFirst("done"))
        .createForm("account.ftl");
  }

  private List<Announcement> announcements(UserModel person, Locale locale) {
    RealmModel realm = session.getContext().getRealm();
    PersonFacts facts = new PersonFacts(session, realm, person);
    return Announcement.of(
        realm.getAttribute("homeroom.announcements"),
        DistrictDay.today(realm),
        locale,
        rule -> rule.holdsOf(facts));
  }

  /** A page that explains, and lets the person try again: never a redirect, which could loop. */
  Response notice(Reason reason) {
    return forms().setAttribute("reason", reason.key).createForm("portal-notice.ftl");
  }

  private LoginFormsProvider forms() {
    session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    LoginFormsProvider forms = session.getProvider(LoginFormsProvider.class);
    Map<String, String> ofRealm = session.getContext().getRealm().getBrowserSecurityHeaders();
    for (BrowserSecurityHeaders header : BrowserSecurityHeaders.values()) {
      String value = ofRealm.getOrDefault(header.getKey(), header.getDefaultValue());
      if (value != null && !value.isEmpty()) {
        forms.setResponseHeader(header.getHeaderName(), value);
      }
    }
    return forms
        .setResponseHeader(
            BrowserSecurityHeaders.CONTENT_SECURITY_POLICY.getHeaderName(), CONTENT_SECURITY_POLICY)
        // With the realm's own `no-referrer` browsers would not say where a form comes from.
        .setResponseHeader(BrowserSecurityHeaders.REFERRER_POLICY.getHeaderName(), "same-origin")
        .setResponseHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private Theme theme() {
    try {
      return session.theme().getTheme(Theme.Type.LOGIN);
    } catch (IOException e) {
      throw new UncheckedIOException("The realm's login theme cannot be read", e);
    }
  }
}
