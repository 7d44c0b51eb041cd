package org.homeroom.keycloak.support.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rules as {@code homeroom realm apply} writes them: {@code {"all": [...]}}, {@code {"any":
 * [...]}}, {@code {"not": ...}} and {@code {"is": "grade", "of": ["06", "07"], "text": "06-07"}}.
 */
public final class RuleJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RuleJson() {}

  /**
   * @throws IllegalArgumentException when it is no rule
   */
  public static Rule read(String json) {
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is no rule
   */
  public static Rule read(JsonNode node) {
    if (node.has("all")) {
      return new Rule.All(parts(node.get("all")));
    }
    if (node.has("any")) {
      return new Rule.Any(parts(node.get("any")));
    }
    if (node.has("not")) {
      return new Rule.Not(read(node.get("not")));
    }
    if (node.path("is").isTextual()) {
      List<String> of = elements(node.path("of")).map(JsonNode::asText).toList();
      return new Rule.Word(node.get("is").asText(), of, node.path("text").asText(""));
    }
    throw new IllegalArgumentException("a rule has one of the keys all, any, not, is");
  }

  private static List<Rule> parts(JsonNode array) {
    return elements(array).map(RuleJson::read).toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
