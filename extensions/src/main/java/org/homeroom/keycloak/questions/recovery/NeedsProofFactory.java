package org.homeroom.keycloak.questions.recovery;

import org.homeroom.keycloak.support.FlowStep;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;

/** Offers the condition {@value #ID} to flows. */
public final class NeedsProofFactory extends FlowStep implements ConditionalAuthenticatorFactory {
  static final String ID = "homeroom-recovery-needs-proof";

  public NeedsProofFactory() {
    super(NeedsProof.SINGLETON);
  }

  @Override
  public ConditionalAuthenticator getSingleton() {
    return NeedsProof.SINGLETON;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Condition - recovery needs another proof";
  }

  @Override
  public String getHelpText() {
    return "Whether somebody has to prove more to recover a password: everybody but students needs"
        + " two proofs.";
  }
}
