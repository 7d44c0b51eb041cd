package org.homeroom.keycloak.questions;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.homeroom.keycloak.support.credentials.OwnCredentialType;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadata.CredentialTypeMetadataBuilder;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Makes security questions a type of credential, which the consoles list and delete. */
final class SecurityQuestionsProvider
    implements OwnCredentialType<SecurityQuestionsModel>, CredentialInputValidator {
  private final KeycloakSession session;

  SecurityQuestionsProvider(KeycloakSession session) {
    this.session = session;
  }

  static SecurityQuestionsProvider of(KeycloakSession session) {
    return (SecurityQuestionsProvider)
        session.getProvider(CredentialProvider.class, SecurityQuestionsProviderFactory.ID);
  }

  /** Those of a person; the last ones, should two windows have stored some at once. */
  Optional<SecurityQuestionsModel> of(UserModel person) {
    return stored(person).stream()
        .max(Comparator.comparing(CredentialModel::getCreatedDate))
        .map(SecurityQuestionsModel::of);
  }

  /**
   * Keeps questions in the place of all that the person had.
   *
   * @return whether there were any
   */
  boolean replace(RealmModel realm, UserModel person, SecurityQuestionsModel questions) {
    List<CredentialModel> old = stored(person);
    old.forEach(one -> person.credentialManager().removeStoredCredentialById(one.getId()));
    createCredential(realm, person, questions);
    return !old.isEmpty();
  }

  private static List<CredentialModel> stored(UserModel person) {
    return person
        .credentialManager()
        .getStoredCredentialsByTypeStream(SecurityQuestionsModel.TYPE)
        .toList();
  }

  /** Nothing is signed in to with answers: they are a part of a recovery, which compares them. */
  @Override
  public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
    return false;
  }

  @Override
  public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
    return supportsCredentialType(credentialType) && !stored(user).isEmpty();
  }

  @Override
  public boolean supportsCredentialType(String credentialType) {
    return SecurityQuestionsModel.TYPE.equals(credentialType);
  }

  @Override
  public String getType() {
    return SecurityQuestionsModel.TYPE;
  }

  @Override
  public SecurityQuestionsModel getCredentialFromModel(CredentialModel model) {
    return SecurityQuestionsModel.of(model);
  }

  /**
   * Plain words instead of message keys: the account console has no messages of ours. The one
   * action makes and changes them.
   */
  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    CredentialTypeMetadataBuilder metadata =
        CredentialTypeMetadata.builder()
            .type(SecurityQuestionsModel.TYPE)
            .category(CredentialTypeMetadata.Category.BASIC_AUTHENTICATION)
            .displayName("Security questions")
            .helpText("Answers that only you know, for the day on which you forget your password")
            .removeable(true);
    boolean answered = context.getUser() != null && !stored(context.getUser()).isEmpty();
    return (answered
            ? metadata.updateAction(ChooseQuestionsFactory.ID)
            : metadata.createAction(ChooseQuestionsFactory.ID))
        .build(session);
  }
}
