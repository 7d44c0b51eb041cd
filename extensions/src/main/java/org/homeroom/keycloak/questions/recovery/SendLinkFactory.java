package org.homeroom.keycloak.questions.recovery;

/** Offers the step {@value #ID} to flows. */
public final class SendLinkFactory extends RecoveryStepFactory {
  static final String ID = "homeroom-recovery-mail";

  public SendLinkFactory() {
    super(
        new SendLink(),
        ID,
        "Recovery: e-mail",
        "Proves a recovery by a link that is sent to the address of the person.");
  }
}
