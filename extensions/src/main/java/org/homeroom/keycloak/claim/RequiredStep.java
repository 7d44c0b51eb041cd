package org.homeroom.keycloak.claim;

import org.homeroom.keycloak.support.PlainFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** A required action that keeps nothing between requests, so that one object serves all. */
abstract class RequiredStep
    implements RequiredActionProvider, RequiredActionFactory, PlainFactory<RequiredActionProvider> {

  @Override
  public final RequiredActionProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public final void close() {}
}
