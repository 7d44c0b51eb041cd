package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** The portal's endpoints, below {@code /realms/{realm}/portal}. */
public final class PortalResource {
  static final String LOCALE_PARAMETER = LocaleSelectorProvider.KC_LOCALE_PARAM;

  private static final int STYLESHEET_SECONDS = 86_400;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final PortalAddresses addresses;
  private final Entrance entrance;

  PortalResource(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.addresses = new PortalAddresses(session);
    this.entrance = new Entrance(session);
  }

  /** The portal of the person who is signed in; anybody else is sent to sign in. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response show() {
    Arrival arrival = Arrival.of(session.getContext().getUri().getQueryParameters());
    AuthResult signedIn = entrance.signedIn();
    if (signedIn == null) {
      return entrance.signIn(addresses.portal(), arrival);
    }
    if (arrival.locale() != null) {
      entrance.speak(arrival.locale(), signedIn.user());
    }
    return arrival.isClean()
        ? new PortalPage(session).applications(signedIn)
        : Entrance.redirect(addresses.portal());
  }

  /** The stars on the icons. */
  @Path("favourites")
  public FavouritesResource favourites() {
    return new FavouritesResource(session);
  }

  /** The page of the own account. */
  @Path(PortalAddresses.ACCOUNT)
  public AccountResource account() {
    return new AccountResource(session);
  }

  /** Where pages of a sign-in that is over lead. */
  @Path(PortalAddresses.RESTART)
  public RestartResource restart() {
    return new RestartResource(session);
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
}
