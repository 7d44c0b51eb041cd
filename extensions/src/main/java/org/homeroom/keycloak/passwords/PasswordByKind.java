package org.homeroom.keycloak.passwords;

import org.keycloak.models.KeycloakContext;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;

/** Holds new passwords to the {@link PasswordRule} of whoever they are for. */
final class PasswordByKind implements PasswordPolicyProvider {
  private final KeycloakContext context;

  PasswordByKind(KeycloakContext context) {
    this.context = context;
  }

  @Override
  public PolicyError validate(RealmModel realm, UserModel person, String password) {
    return error(realm, person, password, KnownWords.of(realm, person));
  }

  /** For somebody who is about to sign up, and has a name at most. */
  @Override
  public PolicyError validate(String username, String password) {
    RealmModel realm = context.getRealm();
    return error(realm, null, password, KnownWords.ofUsername(realm, username));
  }

  private static PolicyError error(
      RealmModel realm, UserModel person, String password, KnownWords words) {
    return PasswordRule.of(realm, person)
        .objectionTo(password, words)
        .map(objection -> new PolicyError(objection.message(), objection.parameters().toArray()))
        .orElse(null);
  }

  /** It has no value: the realm's attributes say it. */
  @Override
  public Object parseConfig(String value) {
    return null;
  }

  @Override
  public void close() {}
}
