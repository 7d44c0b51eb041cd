package org.homeroom.keycloak.roster.runs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.homeroom.keycloak.support.Refusal;

/** The JSON object that a call sends. */
final class Body {
  static final ObjectMapper JSON = new ObjectMapper();

  private Body() {}

  /**
   * @throws Refusal 400 for what is no JSON object
   */
  static ObjectNode object(InputStream body) {
    try {
      JsonNode read = JSON.readTree(body);
      if (read instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw Refusal.invalidRequest("The body is not JSON. Send an object.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw Refusal.invalidRequest("The body is not a JSON object.");
  }
}
