package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Rows as they arrive. */
final class Rows {
  private static final JsonMapper JSON = new JsonMapper();

  private Rows() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param text JSON with ' in place of "
   */
  static ObjectNode object(String text) {
    return (ObjectNode) json(text.replace('\'', '"'));
  }

  static ObjectNode person(String sourcedId) {
    return object(
            "{'type': 'person', 'op': 'put', 'rosterHash': '1', 'firstName': 'Ana',"
                + " 'enabled': true, 'attributes': {'grade': ['03']}, 'schools': ['CV01'],"
                + " 'kind': 'students', 'roles': ['student']}")
        .put("sourcedId", sourcedId)
        .put("username", sourcedId)
        .put("lastName", "O'Brien");
  }
}
