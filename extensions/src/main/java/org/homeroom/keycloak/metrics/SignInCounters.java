package org.homeroom.keycloak.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Counts sign-ins as they are told. A sign-in whose transaction fails afterwards has been counted:
 * that is rare, and shows in Keycloak's own counters of errors.
 */
record SignInCounters(KeycloakSession session) implements EventListenerProvider {

  @Override
  public void onEvent(Event event) {
    Counted.of(event, bySession()).ifPresent(counted -> count(event, counted));
  }

  private static void count(Event event, Counted counted) {
    String realm = event.getRealmName() == null ? event.getRealmId() : event.getRealmName();
    Counter.Builder counter =
        counted.refusedBecause() == null
            ? Counter.builder("homeroom.sign.ins").description("Sign-ins that went well, by kind")
            : Counter.builder("homeroom.sign.ins.refused")
                .description("Sign-ins that were refused, by kind and reason")
                .tag("reason", counted.refusedBecause());
    counter
        .tag("realm", realm)
        .tag("kind", counted.kind())
        .register(Metrics.globalRegistry)
        .increment();
  }

  /** Keycloak notes it at the session of the application, before it tells of the sign-in. */
  private boolean bySession() {
    UserSessionModel of = session.getContext().getUserSession();
    ClientModel application = session.getContext().getClient();
    if (of == null || application == null) {
      return false;
    }
    AuthenticatedClientSessionModel there =
        of.getAuthenticatedClientSessionByClient(application.getId());
    return there != null && AuthenticationManager.isSSOAuthentication(there);
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {}

  @Override
  public void close() {}
}
