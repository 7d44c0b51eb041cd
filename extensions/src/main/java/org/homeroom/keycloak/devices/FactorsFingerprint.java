package org.homeroom.keycloak.devices;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Tells whether somebody's password and authenticator apps are still those of a while ago, whoever
 * changed them and by which way: a device that was trusted with others is trusted no more.
 */
final class FactorsFingerprint {
  private FactorsFingerprint() {}

  /**
   * SHA-256, in hexadecimal, of the stored password hash and of which authenticator apps there are.
   */
  static String of(UserModel person) {
    Stream<String> passwords =
        stored(person, PasswordCredentialModel.TYPE).map(CredentialModel::getSecretData);
    Stream<String> apps = stored(person, OTPCredentialModel.TYPE).map(CredentialModel::getId);
    return DeviceToken.digest(Stream.concat(passwords, apps).collect(Collectors.joining("\n")));
  }

  private static Stream<CredentialModel> stored(UserModel person, String type) {
    return person
        .credentialManager()
        .getStoredCredentialsByTypeStream(type)
        .sorted(Comparator.comparing(CredentialModel::getId));
  }
}
