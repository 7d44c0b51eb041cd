package org.homeroom.keycloak.passkeys;

import org.homeroom.keycloak.support.PlainFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** Offers the required action {@value #ID}, which keeps to the realm's policy of passkeys. */
public final class SetUpPasskeyFactory
    implements RequiredActionFactory, PlainFactory<RequiredActionProvider> {
  static final String ID = "homeroom-passkey";

  private static final String STOCK = "webauthn-register-passwordless";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "Set up a passkey (employees)";
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return new SetUpPasskey(session.getProvider(RequiredActionProvider.class, STOCK));
  }
}
