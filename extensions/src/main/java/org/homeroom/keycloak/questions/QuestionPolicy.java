package org.homeroom.keycloak.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/**
 * What a realm says about security questions.
 *
 * @param enabled whether there are any; where not, nobody sets up or answers one
 * @param choose how many somebody chooses
 * @param minLength of an answer, in letters and digits
 * @param ownQuestions whether people may make up questions of their own
 * @param list to choose from, in the order in which they are shown
 */
public record QuestionPolicy(
    boolean enabled, int choose, int minLength, boolean ownQuestions, List<Question> list) {
  static final String ENABLED = "homeroom.questions.enabled";
  static final String CHOOSE = "homeroom.questions.choose";
  static final String MIN_LENGTH = "homeroom.questions.min-length";
  static final String OWN_QUESTIONS = "homeroom.questions.own";

  /** JSON: {@code {"id": {"en": "text", "es": "text"}, …}}. */
  static final String LIST = "homeroom.questions.list";

  private static final int DEFAULT_CHOOSE = 3;
  private static final int DEFAULT_MIN_LENGTH = 3;
  private static final Logger LOG = Logger.getLogger(QuestionPolicy.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  public QuestionPolicy {
    list = List.copyOf(list);
  }

  /** The policy of a realm; off where nothing is said, and where what is said cannot be read. */
  public static QuestionPolicy of(RealmModel realm) {
    try {
      return read(realm);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.errorf(
          "Security questions are off in the realm %s: its attributes homeroom.questions.* cannot"
              + " be read",
          realm.getName());
      return new QuestionPolicy(false, DEFAULT_CHOOSE, DEFAULT_MIN_LENGTH, false, List.of());
    }
  }

  private static QuestionPolicy read(RealmModel realm) throws JsonProcessingException {
    List<Question> list = list(Optional.ofNullable(realm.getAttribute(LIST)).orElse("{}"));
    int choose = realm.getAttribute(CHOOSE, DEFAULT_CHOOSE);
    boolean wanted = realm.getAttribute(ENABLED, false);
    return new QuestionPolicy(
        wanted && choose > 0 && list.size() >= choose,
        choose,
        realm.getAttribute(MIN_LENGTH, DEFAULT_MIN_LENGTH),
        realm.getAttribute(OWN_QUESTIONS, false),
        list);
  }

  private static List<Question> list(String json) throws JsonProcessingException {
    return JSON
        .readValue(json, new TypeReference<LinkedHashMap<String, Map<String, String>>>() {})
        .entrySet()
        .stream()
        .map(entry -> new Question(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What can be chosen on a page in a language. */
  List<Question> offered(String language) {
    List<Question> translated = list.stream().filter(one -> one.isIn(language)).toList();
    return translated.size() < choose ? list : translated;
  }

  /** A question of the list. */
  public Optional<Question> question(String id) {
    return list.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
