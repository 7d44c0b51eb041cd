package org.homeroom.keycloak.questions;

import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Offers the required action {@value #ID}. */
public final class ChooseQuestionsFactory implements RequiredActionFactory {
  static final String ID = "homeroom-questions";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "Choose security questions";
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return new ChooseQuestions(session, Clock.systemUTC());
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
