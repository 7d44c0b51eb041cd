package org.homeroom.keycloak.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import org.keycloak.exportimport.ExportOptions;
import org.keycloak.exportimport.util.ExportUtils;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.models.utils.StripSecretsUtils;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/** A realm's representation: everything but its people, its organizations and its workflows. */
final class RealmReading {
  private RealmReading() {}

  /**
   * @param allGroups whether the reader may see every group; otherwise Keycloak leaves out those
   *     that the reader may not see
   */
  static String of(
      KeycloakSession session, RealmModel realm, SecretDigests digests, boolean allGroups) {
    ExportOptions everything = new ExportOptions(false, true, true, true, true);
    KeycloakSession asked = allGroups ? GroupReading.without(session) : session;
    RealmRepresentation found = ExportUtils.exportRealm(asked, realm, everything, false);
    if (allGroups) {
      found.setGroups(GroupReading.of(session, realm));
    }
    addHiddenSecrets(session, realm, found);
    ObjectMapper json = JsonSerialization.mapper;
    JsonNode plain = json.valueToTree(found);
    // Masks are put into a copy: parts of a representation may be what Keycloak itself works with.
    RealmRepresentation copy = json.convertValue(plain, RealmRepresentation.class);
    JsonNode masked = json.valueToTree(StripSecretsUtils.stripSecrets(session, copy));
    digests.replaceMasks(masked, plain);
    return masked.toString();
  }

  /**
   * Of a realm's own secrets and those of its identity providers Keycloak gives only masks, even to
   * itself.
   */
  private static void addHiddenSecrets(
      KeycloakSession session, RealmModel realm, RealmRepresentation found) {
    found.setSmtpServer(new HashMap<>(realm.getSmtpConfig()));
    found.setIdentityProviders(
        session
            .identityProviders()
            .getAllStream(IdentityProviderQuery.any())
            .map(provider -> ModelToRepresentation.toRepresentation(session, realm, provider, true))
            .toList());
  }
}
