package org.homeroom.keycloak.questions.recovery;

/** Offers the step {@value #ID} to flows. */
public final class AskQuestionsFactory extends RecoveryStepFactory {
  static final String ID = "homeroom-recovery-questions";

  public AskQuestionsFactory() {
    super(
        new AskQuestions(),
        ID,
        "Recovery: security questions",
        "Asks some of the security questions of the person; anybody else is"
            + " asked questions as well.");
  }

  /** So that the consoles, which list what flows use, list the questions. */
  @Override
  public String getReferenceCategory() {
    return "security-questions";
  }
}
