package org.homeroom.keycloak.claim;

import org.keycloak.authentication.RequiredActionContext;

/** The last page of a claim: the user name in large letters, to print or to write down. */
public final class ClaimDone extends RequiredStep {
  static final String ID = "homeroom-claim-done";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "Show the user name after a claim";
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    context.challenge(
        context
            .form()
            .setAttribute("claimedUsername", context.getUser().getUsername())
            .createForm("claim-done.ftl"));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    context.success();
  }
}
