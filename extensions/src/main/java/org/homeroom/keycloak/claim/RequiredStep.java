package org.homeroom.keycloak.claim;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** A required action that keeps nothing between requests, so that one object serves all. */
abstract class RequiredStep implements RequiredActionProvider, RequiredActionFactory {

  @Override
  public final RequiredActionProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public final void init(Config.Scope config) {}

  @Override
  public final void postInit(KeycloakSessionFactory factory) {}

  @Override
  public final void close() {}
}
