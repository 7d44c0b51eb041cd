package org.homeroom.keycloak.support;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The JSON object of a call, read key by key; every fault is a 400 that names the key. */
public final class RequestBody {
  /** How many people or credentials one call may name. */
  public static final int MOST = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode object;

  private RequestBody(JsonNode object) {
    this.object = object;
  }

  /**
   * @param keys those that the call knows
   * @throws Refusal 400 for what is no JSON object, or has another key
   */
  public static RequestBody read(InputStream body, Set<String> keys) throws IOException {
    JsonNode object;
    try {
      object = JSON.readTree(body);
    } catch (JacksonException e) {
      throw Refusal.invalidRequest("The body is not JSON. Send an object.");
    }
    if (object == null || !object.isObject()) {
      throw Refusal.invalidRequest("The body is not a JSON object.");
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw Refusal.invalidRequest(
            "Unknown key '%s'. This call takes: %s.".formatted(name, String.join(", ", keys)));
      }
    }
    return new RequestBody(object);
  }

  /**
   * Which of two keys is there.
   *
   * @throws Refusal 400 when both are, or neither
   */
  public String oneOf(String first, String second) {
    if (object.has(first) == object.has(second)) {
      throw Refusal.invalidRequest("Send '%s' or '%s', one of them.".formatted(first, second));
    }
    return object.has(first) ? first : second;
  }

  /**
   * The list of a key.
   *
   * @throws Refusal 400 for anything but a list of strings, 413 for more than {@link #MOST}
   */
  public List<String> strings(String key) {
    return strings(key, MOST);
  }

  /**
   * The list of a key.
   *
   * @throws Refusal 400 for anything but a list of strings, 413 for more than {@code most}
   */
  public List<String> strings(String key, int most) {
    JsonNode list = object.path(key);
    if (!list.isArray()) {
      throw Refusal.invalidRequest("'%s' must be a list of strings.".formatted(key));
    }
    requireFew(list.size(), most, key);
    List<String> strings = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      if (!element.isTextual()) {
        throw Refusal.invalidRequest("'%s[%d]' must be a string.".formatted(key, strings.size()));
      }
      strings.add(element.textValue());
    }
    return strings;
  }

  /**
   * Stops what is too much for one call.
   *
   * @throws Refusal 413 for more than {@code most}
   */
  public static void requireFew(int number, int most, String what) {
    if (number > most) {
      throw Refusal.tooLarge(
          "At most %d in one call; '%s' has %d. Send several calls.".formatted(most, what, number));
    }
  }

  /**
   * The day of a key, if it is there.
   *
   * @throws Refusal 400 for anything but a date such as 2027-06-30
   */
  public Optional<LocalDate> day(String key) {
    JsonNode day = object.path(key);
    if (day.isMissingNode() || day.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(day.asText()));
    } catch (DateTimeParseException e) {
      throw Refusal.invalidRequest("'%s' must be a date such as 2027-06-30.".formatted(key));
    }
  }

  /**
   * The text of a key, if it is there.
   *
   * @throws Refusal 400 for anything but a text
   */
  public Optional<String> text(String key) {
    JsonNode text = object.path(key);
    if (!text.isMissingNode() && !text.isTextual()) {
      throw Refusal.invalidRequest("'%s' must be a text.".formatted(key));
    }
    return Optional.ofNullable(text.textValue());
  }

  /**
   * Whether a key is true; absent is false.
   *
   * @throws Refusal 400 for anything but true or false
   */
  public boolean flag(String key) {
    JsonNode flag = object.path(key);
    if (!flag.isMissingNode() && !flag.isBoolean()) {
      throw Refusal.invalidRequest("'%s' must be true or false.".formatted(key));
    }
    return flag.booleanValue();
  }
}
