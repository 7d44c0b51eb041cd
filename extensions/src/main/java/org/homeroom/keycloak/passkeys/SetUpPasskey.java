package org.homeroom.keycloak.passkeys;

import org.keycloak.authentication.CredentialRegistrator;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Keycloak's set-up of a passkey, for employees. Anybody may type the address of an action: a
 * student's passkey would stay on a device of the school, or of the family, and go on signing in.
 *
 * @param stock what Keycloak does
 */
record SetUpPasskey(RequiredActionProvider stock)
    implements RequiredActionProvider, CredentialRegistrator {

  @Override
  public InitiatedActionSupport initiatedActionSupport() {
    return stock.initiatedActionSupport();
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    if (isEmployee(context.getUser())) {
      stock.requiredActionChallenge(context);
    } else {
      context.cancel();
    }
  }

  @Override
  public void processAction(RequiredActionContext context) {
    if (isEmployee(context.getUser())) {
      stock.processAction(context);
    } else {
      context.cancel();
    }
  }

  private static boolean isEmployee(UserModel person) {
    return "staff".equals(person.getFirstAttribute("personType"));
  }

  @Override
  public String getCredentialType(KeycloakSession session, AuthenticationSessionModel signIn) {
    return WebAuthnCredentialModel.TYPE_PASSWORDLESS;
  }

  @Override
  public void close() {}
}
