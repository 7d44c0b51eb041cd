package org.homeroom.keycloak.badge;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.credentials.OwnCredentialType;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Makes badges a type of credential, which the admin and account consoles list and delete. */
final class BadgeCredentialProvider
    implements OwnCredentialType<BadgeCredentialModel>, CredentialInputValidator {
  private final KeycloakSession session;
  private final Clock clock;

  BadgeCredentialProvider(KeycloakSession session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  static BadgeCredentialProvider of(KeycloakSession session) {
    return (BadgeCredentialProvider)
        session.getProvider(CredentialProvider.class, BadgeCredentialProviderFactory.ID);
  }

  /** The badge of a person that has a code's secret. */
  Optional<BadgeCredentialModel> find(BadgeCode code, UserModel person) {
    return badgesOf(person).filter(badge -> badge.matches(code)).findFirst();
  }

  /** A badge of a person by its own id. */
  Optional<BadgeCredentialModel> find(String credentialId, UserModel person) {
    return badgesOf(person).filter(badge -> badge.getId().equals(credentialId)).findFirst();
  }

  /** Why a badge does not sign in, whosever it is. */
  Optional<BadgeRefusal> objectionTo(BadgeCredentialModel badge) {
    if (!badge.isActive()) {
      return Optional.of(BadgeRefusal.PENDING);
    }
    return badge.isExpiredAt(Instant.now(clock))
        ? Optional.of(BadgeRefusal.EXPIRED)
        : Optional.empty();
  }

  static Stream<BadgeCredentialModel> badgesOf(UserModel person) {
    return person
        .credentialManager()
        .getStoredCredentialsByTypeStream(BadgeCredentialModel.TYPE)
        .map(BadgeCredentialModel::of);
  }

  /** A badge with a second step is not valid by itself. */
  @Override
  public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
    return supportsCredentialType(input.getType())
        && Optional.ofNullable(input.getChallengeResponse())
            .flatMap(BadgeCode::parse)
            .filter(code -> code.userId().toString().equals(user.getId()))
            .flatMap(code -> find(code, user))
            .filter(badge -> objectionTo(badge).isEmpty() && badge.secondStep().isEmpty())
            .isPresent();
  }

  @Override
  public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
    return supportsCredentialType(credentialType)
        && badgesOf(user).anyMatch(BadgeCredentialModel::isActive);
  }

  @Override
  public boolean supportsCredentialType(String credentialType) {
    return BadgeCredentialModel.TYPE.equals(credentialType);
  }

  @Override
  public String getType() {
    return BadgeCredentialModel.TYPE;
  }

  @Override
  public BadgeCredentialModel getCredentialFromModel(CredentialModel model) {
    return BadgeCredentialModel.of(model);
  }

  /** Plain words instead of message keys: the account console has no messages of ours. */
  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    return CredentialTypeMetadata.builder()
        .type(BadgeCredentialModel.TYPE)
        .category(CredentialTypeMetadata.Category.PASSWORDLESS)
        .displayName("Badge")
        .helpText("Sign in by holding the QR code of a school badge up to the camera")
        .removeable(true)
        .build(session);
  }
}
