package org.homeroom.keycloak.launcher;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/**
 * Something with which somebody signs in.
 *
 * @param id Keycloak's id of the credential
 * @param label what its owner called it, or empty
 * @param since when it was made, in the reader's language; empty where nobody knows
 * @param removal where its owner takes it away; null where that is not offered
 */
public record HeldCredential(String id, String label, String since, URI removal) {

  /** All of a type that somebody has. */
  static List<HeldCredential> of(UserModel person, String type, ZoneId zone, Locale locale) {
    return person
        .credentialManager()
        .getStoredCredentialsByTypeStream(type)
        .map(credential -> of(credential, zone, locale))
        .toList();
  }

  private static HeldCredential of(CredentialModel credential, ZoneId zone, Locale locale) {
    String since =
        Optional.ofNullable(credential.getCreatedDate())
            .filter(moment -> moment > 0)
            .map(moment -> Device.moment(Instant.ofEpochMilli(moment), zone, locale))
            .orElse("");
    String label = Optional.ofNullable(credential.getUserLabel()).orElse("");
    return new HeldCredential(credential.getId(), label, since, null);
  }

  HeldCredential removedAt(URI address) {
    return new HeldCredential(id, label, since, address);
  }
}
