package org.homeroom.keycloak.questions;

import java.time.Clock;
import org.homeroom.keycloak.support.PlainFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** Offers the required action {@value #ID}. */
public final class ChooseQuestionsFactory
    implements RequiredActionFactory, PlainFactory<RequiredActionProvider> {
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
}
