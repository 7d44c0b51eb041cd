package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the records of people, a thousand at a time: their attributes are in another table. */
final class PersonLines {
  private static final int AT_A_TIME = 1_000;
  private static final List<String> ATTRIBUTES =
      List.of(RosterAttributes.SOURCED_ID, RosterAttributes.HASH, RosterAttributes.DISABLED_AT);

  private final Attributes attributes;
  private final JsonGenerator json;
  private final List<Object[]> waiting = new ArrayList<>();

  /** Reads attributes of many accounts. */
  @FunctionalInterface
  interface Attributes {
    /**
     * @return id of the account, name, value
     */
    List<Object[]> of(List<String> names, Collection<String> ids);
  }

  PersonLines(Attributes attributes, JsonGenerator json) {
    this.attributes = attributes;
    this.json = json;
  }

  /**
   * @param account id, user name, e-mail address, whether it is enabled
   */
  void add(Object[] account) throws IOException {
    waiting.add(account);
    if (waiting.size() == AT_A_TIME) {
      flush();
    }
  }

  /** To be called after the last one too. */
  void flush() throws IOException {
    List<String> ids = waiting.stream().map(account -> (String) account[0]).toList();
    Map<String, Map<String, String>> values = new HashMap<>();
    for (Object[] row : attributes.of(ATTRIBUTES, ids)) {
      values
          .computeIfAbsent((String) row[0], id -> new HashMap<>())
          .put((String) row[1], (String) row[2]);
    }
    for (Object[] account : waiting) {
      write(account, values.getOrDefault((String) account[0], Map.of()));
    }
    waiting.clear();
  }

  /** Whoever has no {@code sourcedId} is not of the roster. */
  private void write(Object[] account, Map<String, String> values) throws IOException {
    if (values.containsKey(RosterAttributes.SOURCED_ID)) {
      json.writeStartObject();
      text("id", (String) account[0]);
      text("sourcedId", values.get(RosterAttributes.SOURCED_ID));
      text("username", (String) account[1]);
      text("email", (String) account[2]);
      json.writeBooleanField("enabled", (Boolean) account[3]);
      text("rosterHash", values.get(RosterAttributes.HASH));
      text("disabledAt", values.get(RosterAttributes.DISABLED_AT));
      json.writeEndObject();
    }
  }

  private void text(String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }
}
