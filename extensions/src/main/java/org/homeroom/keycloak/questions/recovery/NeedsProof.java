package org.homeroom.keycloak.questions.recovery;

import java.util.Set;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Whether somebody has to prove more: everybody but students needs two proofs. */
final class NeedsProof implements ConditionalAuthenticator {
  static final NeedsProof SINGLETON = new NeedsProof();

  private NeedsProof() {}

  @Override
  public boolean matchCondition(AuthenticationFlowContext context) {
    UserModel person = context.getUser();
    Set<String> proved = new Proofs(context.getAuthenticationSession()).all();
    return person == null || !RecoveryPolicy.isEnough(context.getRealm(), person, proved);
  }

  @Override
  public void action(AuthenticationFlowContext context) {}

  @Override
  public boolean requiresUser() {
    return false;
  }

  @Override
  public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

  @Override
  public void close() {}
}
