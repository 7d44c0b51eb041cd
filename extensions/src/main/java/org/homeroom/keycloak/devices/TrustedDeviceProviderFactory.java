package org.homeroom.keycloak.devices;

import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Makes {@link TrustedDeviceProvider}s. */
public final class TrustedDeviceProviderFactory
    implements CredentialProviderFactory<TrustedDeviceProvider> {
  @Override
  public String getId() {
    return "homeroom-trusted-device";
  }

  @Override
  public TrustedDeviceProvider create(KeycloakSession session) {
    return new TrustedDeviceProvider(session);
  }
}
