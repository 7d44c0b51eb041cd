package org.homeroom.keycloak.support;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/**
 * A factory that has no settings and holds nothing: what Keycloak asks of the others, it leaves.
 */
public interface PlainFactory<T extends Provider> extends ProviderFactory<T> {
  @Override
  default void init(Config.Scope config) {}

  @Override
  default void postInit(KeycloakSessionFactory factory) {}

  @Override
  default void close() {}
}
