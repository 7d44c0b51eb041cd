package org.homeroom.keycloak.support;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A step of a flow that nobody has to set up for themselves, and that holds nothing. */
public interface PlainAuthenticator extends Authenticator {
  @Override
  default boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
    return true;
  }

  @Override
  default void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

  @Override
  default void close() {}
}
