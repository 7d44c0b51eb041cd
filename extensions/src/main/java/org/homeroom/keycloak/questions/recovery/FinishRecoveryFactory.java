package org.homeroom.keycloak.questions.recovery;

import java.time.Clock;
import org.homeroom.keycloak.support.PlainFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** Offers the required action {@value #ID}, which a recovery asks for itself. */
public final class FinishRecoveryFactory
    implements RequiredActionFactory, PlainFactory<RequiredActionProvider> {
  static final String ID = "homeroom-recovery-done";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "End all sessions after a recovery";
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return new FinishRecovery(Clock.systemUTC());
  }
}
