package org.homeroom.keycloak.passwords;

import org.homeroom.keycloak.support.PlainFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;

/** Offers {@code homeroom-password} to password policies. */
public final class PasswordByKindFactory
    implements PasswordPolicyProviderFactory, PlainFactory<PasswordPolicyProvider> {
  static final String ID = "homeroom-password";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayName() {
    return "Homeroom: length by kind of person, not easy to guess";
  }

  @Override
  public String getConfigType() {
    return null;
  }

  @Override
  public String getDefaultConfigValue() {
    return null;
  }

  @Override
  public boolean isMultiplSupported() {
    return false;
  }

  @Override
  public PasswordPolicyProvider create(KeycloakSession session) {
    return new PasswordByKind(session.getContext());
  }
}
