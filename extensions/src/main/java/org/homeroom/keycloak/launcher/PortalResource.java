package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.locale.LocaleUpdaterProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** The portal's endpoints, below {@code /realms/{realm}/portal}. */
public final class PortalResource {
  static final String CLIENT_ID = "portal";
  static final String LOCALE_PARAMETER = LocaleSelectorProvider.KC_LOCALE_PARAM;

  private static final int STYLESHEET_SECONDS = 86_400;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final PortalAddresses addresses;

  PortalResource(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.addresses = new PortalAddresses(session);
  }

  /**
   * The portal of the person who is signed in; anybody else is sent to sign in. What comes back
   * from there is taken off the address, so that a bookmark is always the clean one.
   *
   * @param code set when Keycloak returns from a sign-in
   * @param error set when that sign-in failed
   * @param locale set by the language switch
   */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response show(
      @QueryParam("code") String code,
      @QueryParam("error") String error,
      @QueryParam(LocaleSelectorProvider.KC_LOCALE_PARAM) String locale) {
    session.getContext().setClient(portalClient());
    AuthResult signedIn = AuthenticationManager.authenticateIdentityCookie(session, realm, true);
    if (signedIn == null) {
      return signIn(code, error, locale);
    }
    if (locale != null) {
      speak(locale, signedIn.user());
    }
    boolean clean = code == null && error == null && locale == null;
    return clean ? new PortalPage(session).applications(signedIn) : redirect(addresses.portal());
  }

  /**
   * The realm's colours, for all pages of the theme. Without valid ones it is empty, and the
   * theme's own remain.
   */
  @GET
  @Path("brand.css")
  @Produces("text/css; charset=utf-8")
  public Response brand() {
    String stylesheet =
        BrandStylesheet.of(
            Color.parse(realm.getAttribute("homeroom.brand.color")),
            Color.parse(realm.getAttribute("homeroom.brand.accent")),
            realm.getAttribute("darkMode", true));
    return Response.ok(stylesheet)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + STYLESHEET_SECONDS)
        .build();
  }

  private ClientModel portalClient() {
    ClientModel client = realm.getClientByClientId(CLIENT_ID);
    if (client == null || !client.isEnabled()) {
      throw new NotFoundException(
          "The realm has no client '" + CLIENT_ID + "', so it has no portal");
    }
    return client;
  }

  private Response signIn(String code, String error, String locale) {
    if (code != null) {
      return new PortalPage(session).notice(PortalPage.Reason.COOKIES);
    }
    if (error != null) {
      return new PortalPage(session).notice(PortalPage.Reason.INTERRUPTED);
    }
    return redirect(addresses.signIn(locale));
  }

  private void speak(String locale, UserModel person) {
    if (realm.isInternationalizationEnabled()
        && realm.getSupportedLocalesStream().anyMatch(locale::equals)) {
      LocaleUpdaterProvider updater = session.getProvider(LocaleUpdaterProvider.class);
      updater.updateUsersLocale(person, locale);
      updater.updateLocaleCookie(locale);
    }
  }

  private static Response redirect(URI address) {
    return Response.seeOther(address).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
