package org.homeroom.keycloak.questions.recovery;

/** Offers the step {@value #ID} to flows. */
public final class IdentifyPersonFactory extends RecoveryStepFactory {
  static final String ID = "homeroom-recovery-person";

  public IdentifyPersonFactory() {
    super(
        new IdentifyPerson(),
        ID,
        "Recovery: username",
        "Asks who forgot a password. It never tells whether there is the" + " account.");
  }
}
