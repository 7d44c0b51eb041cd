package org.homeroom.keycloak.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.keycloak.exportimport.ExportOptions;
import org.keycloak.exportimport.util.ExportUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.StripSecretsUtils;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/** A realm's representation: everything but its people, its organizations and its workflows. */
final class RealmReading {
  private RealmReading() {}

  static String of(KeycloakSession session, RealmModel realm, SecretDigests digests) {
    ExportOptions everything = new ExportOptions(false, true, true, true, true);
    RealmRepresentation found = ExportUtils.exportRealm(session, realm, everything, false);
    ObjectMapper json = JsonSerialization.mapper;
    JsonNode plain = json.valueToTree(found);
    JsonNode masked = json.valueToTree(StripSecretsUtils.stripSecrets(session, found));
    digests.replaceMasks(masked, plain);
    return masked.toString();
  }
}
