package org.homeroom.keycloak.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Has every realm's events counted, and says which version of the extension a node runs. */
public final class SignInCountersFactory
    implements EventListenerProviderFactory, ServerInfoAwareProviderFactory {
  private final String version = KitVersion.read();

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new SignInCounters(session);
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public String getId() {
    return "homeroom-metrics";
  }

  @Override
  public Map<String, String> getOperationalInfo() {
    return Map.of("version", version);
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    Gauge.builder("homeroom.extension.info", () -> 1)
        .description("Always 1; the label says which version of the extension runs")
        .tag("version", version)
        .register(Metrics.globalRegistry);
  }

  @Override
  public void close() {}
}
