package org.homeroom.keycloak.badge;

import org.homeroom.keycloak.support.PlainFactory;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Has {@link Unlocking} hear of every realm's events, whether or not the realm names it. */
public final class UnlockingFactory
    implements EventListenerProviderFactory, PlainFactory<EventListenerProvider> {

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new Unlocking(session);
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public String getId() {
    return "homeroom-badge-unlocking";
  }
}
