package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.homeroom.keycloak.support.LaunchRole;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** The stars on the portal's icons. */
public final class FavouritesResource {
  private final KeycloakSession session;

  FavouritesResource(KeycloakSession session) {
    this.session = session;
  }

  /**
   * Puts an application among the favourites of whoever is signed in, or takes it out, and shows
   * the portal again.
   *
   * @param add client id of an application that the person may open, or null
   * @param remove client id, or null
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @FormParam(FormToken.FIELD) String token,
      @FormParam("add") String add,
      @FormParam("remove") String remove) {
    AuthResult signedIn = new Entrance(session).signedIn();
    URI portal = new PortalAddresses(session).portal();
    if (signedIn == null) {
      return Entrance.redirect(portal);
    }
    new FormToken(session, signedIn.session()).require(token);
    Favourites favourites = new Favourites(signedIn.user());
    if (remove != null) {
      favourites.remove(remove);
    }
    if (add != null && mayOpen(signedIn.user(), add)) {
      favourites.add(add);
    }
    return Entrance.redirect(UriBuilder.fromUri(portal).fragment("applications").build());
  }

  private boolean mayOpen(UserModel person, String clientId) {
    ClientModel client = session.getContext().getRealm().getClientByClientId(clientId);
    RoleModel launch = client == null ? null : client.getRole(LaunchRole.NAME);
    return launch != null && person.hasRole(launch);
  }
}
