package org.homeroom.keycloak.questions.recovery;

import org.homeroom.keycloak.support.FlowStep;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** Offers a step of a recovery to flows, where it may be one of several proofs. */
abstract class RecoveryStepFactory extends FlowStep {
  private static final Requirement[] CHOICES = {
    Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
  };

  private final String id;
  private final String displayType;
  private final String helpText;

  RecoveryStepFactory(Authenticator step, String id, String displayType, String helpText) {
    super(step);
    this.id = id;
    this.displayType = displayType;
    this.helpText = helpText;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getDisplayType() {
    return displayType;
  }

  @Override
  public String getHelpText() {
    return helpText;
  }

  @Override
  public Requirement[] getRequirementChoices() {
    return CHOICES.clone();
  }
}
