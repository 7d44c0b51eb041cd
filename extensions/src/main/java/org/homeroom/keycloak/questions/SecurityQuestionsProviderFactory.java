package org.homeroom.keycloak.questions;

import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Makes {@link SecurityQuestionsProvider}s. */
public final class SecurityQuestionsProviderFactory
    implements CredentialProviderFactory<SecurityQuestionsProvider> {
  static final String ID = "homeroom-security-questions";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public SecurityQuestionsProvider create(KeycloakSession session) {
    return new SecurityQuestionsProvider(session);
  }
}
