package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a row, taken one by one with the type they must have. Every fault names the field.
 */
final class RowFields {
  /** What Keycloak's columns for names, and ours, take. */
  static final int LONGEST_TEXT = 255;

  /**
   * Longest value of an attribute; Keycloak's column takes more, a sane roster does not have it.
   */
  static final int LONGEST_VALUE = 2_048;

  private final JsonNode row;
  private final Set<String> taken = new HashSet<>();

  RowFields(JsonNode row) throws RowRejected {
    if (!row.isObject()) {
      throw invalid("The row must be a JSON object.");
    }
    this.row = row;
  }

  static RowRejected invalid(String message) {
    return new RowRejected(RowFault.INVALID_ROW, message);
  }

  /** A text that is there, is not blank, and fits into a column. */
  String text(String field) throws RowRejected {
    return optionalText(field)
        .orElseThrow(() -> invalid("Field '" + field + "' is missing: give a text."));
  }

  /** Absent and null are the same. */
  Optional<String> optionalText(String field) throws RowRejected {
    JsonNode value = take(field);
    if (value == null) {
      return Optional.empty();
    }
    String text = checkedText(field, value, LONGEST_TEXT);
    if (text.isBlank()) {
      throw invalid("Field '" + field + "' is blank: give a text or leave the field out.");
    }
    return Optional.of(text);
  }

  /** A text that may be empty, such as the last name of somebody who has only one name. */
  String textOrEmpty(String field) throws RowRejected {
    JsonNode value = take(field);
    if (value == null) {
      throw invalid("Field '" + field + "' is missing: give a text, \"\" if there is none.");
    }
    return checkedText(field, value, LONGEST_TEXT);
  }

  boolean flag(String field) throws RowRejected {
    return optionalFlag(field)
        .orElseThrow(() -> invalid("Field '" + field + "' is missing: give true or false."));
  }

  Optional<Boolean> optionalFlag(String field) throws RowRejected {
    JsonNode value = take(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw invalid("Field '" + field + "' must be true or false.");
    }
    return Optional.of(value.booleanValue());
  }

  /** Distinct texts, in the order given. */
  List<String> texts(String field) throws RowRejected {
    JsonNode value = take(field);
    if (value == null) {
      throw invalid(
          "Field '" + field + "' is missing: give a list of texts, [] if there are none.");
    }
    return list(field, value, LONGEST_TEXT);
  }

  /** Distinct texts by name. */
  Map<String, List<String>> lists(String field) throws RowRejected {
    JsonNode value = take(field);
    if (value == null || !value.isObject()) {
      throw invalid("Field '" + field + "' must be an object of lists of texts.");
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (entry.getKey().isBlank() || entry.getKey().length() > LONGEST_TEXT) {
        throw invalid("Field '" + field + "' has a name that is blank or too long.");
      }
      String name = field + "." + entry.getKey();
      lists.put(entry.getKey(), list(name, entry.getValue(), LONGEST_VALUE));
    }
    return lists;
  }

  /** To be called last: a field that nobody took is probably a misspelled one. */
  void nothingElse() throws RowRejected {
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      if (!taken.contains(field.getKey())) {
        throw invalid("Unknown field '" + field.getKey() + "': remove it.");
      }
    }
  }

  private JsonNode take(String field) {
    taken.add(field);
    JsonNode value = row.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private static List<String> list(String field, JsonNode value, int longest) throws RowRejected {
    if (!value.isArray()) {
      throw invalid("Field '" + field + "' must be a list of texts.");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(checkedText(field, element, longest));
    }
    return texts.stream().distinct().toList();
  }

  /** Databases refuse a NUL, and no name or code has a control character. */
  private static String checkedText(String field, JsonNode value, int longest) throws RowRejected {
    if (!value.isTextual()) {
      throw invalid("Field '" + field + "' must be a text.");
    }
    String text = value.textValue();
    if (text.length() > longest) {
      throw invalid("Field '" + field + "' is longer than " + longest + " characters.");
    }
    if (!isStorable(text)) {
      throw invalid("Field '" + field + "' has a character that cannot be stored: remove it.");
    }
    return text;
  }

  /** Without control characters and halves of characters. */
  private static boolean isStorable(String text) {
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      boolean half = Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE;
      if (half || Character.isISOControl(c)) {
        return false;
      }
      at += Character.charCount(c);
    }
    return true;
  }
}
