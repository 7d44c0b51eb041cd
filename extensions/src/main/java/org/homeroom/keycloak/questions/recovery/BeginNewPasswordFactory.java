package org.homeroom.keycloak.questions.recovery;

/** Offers the step {@value #ID} to flows. */
public final class BeginNewPasswordFactory extends RecoveryStepFactory {
  static final String ID = "homeroom-recovery-end";

  public BeginNewPasswordFactory() {
    super(
        new BeginNewPassword(),
        ID,
        "Recovery: new password",
        "Asks for a new password after the proofs; all sessions end with it, and"
            + " nobody is signed in.");
  }
}
