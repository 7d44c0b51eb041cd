package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.NotFoundException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** The client as which people sign in to the portal. */
final class PortalClient {
  static final String ID = "portal";

  private PortalClient() {}

  /** The realm's client; without it the realm has no portal, and the answer is a 404. */
  static ClientModel of(KeycloakSession session) {
    ClientModel client = session.getContext().getRealm().getClientByClientId(ID);
    if (client == null || !client.isEnabled()) {
      throw new NotFoundException("The realm has no client '" + ID + "', so it has no portal");
    }
    return client;
  }
}
