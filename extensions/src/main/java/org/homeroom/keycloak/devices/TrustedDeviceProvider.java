package org.homeroom.keycloak.devices;

import org.homeroom.keycloak.support.credentials.OwnCredentialType;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;

/**
 * Makes trusted devices a type of credential, which the admin and account consoles list and delete.
 */
final class TrustedDeviceProvider implements OwnCredentialType<TrustedDevice> {
  private final KeycloakSession session;

  TrustedDeviceProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public String getType() {
    return TrustedDevice.TYPE;
  }

  @Override
  public TrustedDevice getCredentialFromModel(CredentialModel model) {
    return TrustedDevice.of(model);
  }

  /** Plain words instead of message keys: the account console has no messages of ours. */
  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    return CredentialTypeMetadata.builder()
        .type(TrustedDevice.TYPE)
        .category(CredentialTypeMetadata.Category.TWO_FACTOR)
        .displayName("Trusted device")
        .helpText("A device on which no one-time code is asked for")
        .removeable(true)
        .build(session);
  }
}
