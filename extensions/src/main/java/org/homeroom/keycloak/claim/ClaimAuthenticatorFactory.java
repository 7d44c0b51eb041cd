package org.homeroom.keycloak.claim;

import java.time.Clock;
import org.homeroom.keycloak.support.FlowStep;

/** Offers the step {@code homeroom-claim} to the flow of registration. */
public final class ClaimAuthenticatorFactory extends FlowStep {
  public ClaimAuthenticatorFactory() {
    super(new ClaimAuthenticator(Clock.systemUTC()));
  }

  @Override
  public String getId() {
    return "homeroom-claim";
  }

  @Override
  public String getDisplayType() {
    return "Claim an account";
  }

  @Override
  public String getHelpText() {
    return "Finds the account of somebody who has a claim code, or knows facts of the roster, and"
        + " lets that person choose a password. Belongs at the beginning of the registration flow."
        + " Attributes of the realm say who proves what: "
        + String.join(", ", ClaimPolicy.GRADES, ClaimPolicy.STUDENTS, ClaimPolicy.STAFF)
        + ".";
  }
}
