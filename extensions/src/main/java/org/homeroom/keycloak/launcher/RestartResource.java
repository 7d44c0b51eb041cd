package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.util.ResolveRelative;

/**
 * Where pages of a sign-in that is over lead: bookmarks of a sign-in page, tabs of yesterday.
 * Whoever comes by is sent to where a sign-in begins anew, and never in circles.
 */
public final class RestartResource {
  private static final String CHECKED = "checked";
  private static final String CLIENT = "client_id";

  private final KeycloakSession session;
  private final PortalAddresses addresses;

  RestartResource(KeycloakSession session) {
    this.session = session;
    this.addresses = new PortalAddresses(session);
  }

  /**
   * Sets a cookie first and comes back with it: a browser that keeps none could never sign in.
   *
   * @param clientId the application that was meant; the portal if it is null or not known
   * @param checked set when the browser comes back
   */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response restart(
      @QueryParam(CLIENT) String clientId,
      @QueryParam(CHECKED) String checked,
      @CookieParam(RestartCount.COOKIE) String cookie) {
    if (checked == null) {
      RestartCount count = RestartCount.of(cookie).next();
      return redirect(comingBack(clientId)).cookie(count.cookie(addresses.portal())).build();
    }
    session.getContext().setClient(PortalClient.of(session));
    if (cookie == null) {
      return new PortalPage(session).notice(PortalPage.Reason.COOKIES);
    }
    return RestartCount.of(cookie).goesInCircles()
        ? new PortalPage(session).notice(PortalPage.Reason.INTERRUPTED)
        : redirect(beginning(clientId)).build();
  }

  private URI comingBack(String clientId) {
    UriBuilder address = UriBuilder.fromUri(addresses.restart()).queryParam(CHECKED, 1);
    return clientId == null
        ? address.build()
        : address.queryParam(CLIENT, "{client}").build(clientId);
  }

  /** Where an application begins to sign in: it knows better than we do what it wants to ask. */
  private URI beginning(String clientId) {
    ClientModel client =
        clientId == null ? null : session.getContext().getRealm().getClientByClientId(clientId);
    if (client == null || !client.isEnabled()) {
      return addresses.portal();
    }
    String address =
        ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl());
    return Tile.isLink(address) ? URI.create(address) : addresses.portal();
  }

  private static Response.ResponseBuilder redirect(URI address) {
    return Response.seeOther(address).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
