package org.homeroom.keycloak.claim;

import java.time.Clock;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionContext.Status;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * The step of a claim that chooses the password: the page and the rules are those of every new
 * password, but the proof is used up with it, exactly once. Of two browsers that send a password at
 * the same moment one claims the account, and the other is told that it was claimed.
 */
public final class OwnPassword extends RequiredStep {
  static final String ID = "homeroom-claim-password";

  private final Clock clock = Clock.systemUTC();

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "Choose a password in a claim";
  }

  /** Nobody asks for it but the claim itself. */
  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    if (claiming(context).filter(Claiming::isPossible).isPresent()) {
      newPassword(context).requiredActionChallenge(context);
    } else {
      refuse(context);
    }
  }

  @Override
  public void processAction(RequiredActionContext context) {
    Optional<Claiming> claiming = claiming(context);
    if (claiming.isEmpty() || !claiming.get().begin()) {
      refuse(context);
      return;
    }
    newPassword(context).processAction(context);
    if (context.getStatus() == Status.SUCCESS) {
      claiming.get().complete(context);
    }
  }

  private Optional<Claiming> claiming(RequiredActionContext context) {
    return ProvenClaim.in(context.getAuthenticationSession())
        .map(proven -> new Claiming(context.getSession(), context.getRealm(), proven, clock));
  }

  private static RequiredActionProvider newPassword(RequiredActionContext context) {
    return context
        .getSession()
        .getProvider(RequiredActionProvider.class, RequiredAction.UPDATE_PASSWORD.name());
  }

  /** Only who proved to be the owner sees it, so it may say what happened. */
  private static void refuse(RequiredActionContext context) {
    context.challenge(context.form().createForm("claim-used.ftl"));
  }
}
