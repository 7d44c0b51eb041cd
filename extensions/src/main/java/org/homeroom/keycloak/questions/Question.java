package org.homeroom.keycloak.questions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question as people read it.
 *
 * @param id in the realm's list; {@value #OWN} for one that its owner made up
 * @param texts by language, at least one; of an own one just as it was typed
 */
public record Question(String id, Map<String, String> texts) {
  /** Stands in the place of an id where the question is in no list. */
  static final String OWN = "own";

  public Question {
    texts = new LinkedHashMap<>(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("The question " + id + " has no text in any language");
    }
  }

  /** One that somebody made up. */
  static Question own(String text, String language) {
    return new Question(OWN, Map.of(language, text));
  }

  boolean isOwn() {
    return OWN.equals(id);
  }

  boolean isIn(String language) {
    return texts.containsKey(language);
  }

  /** The text in a language; in the first one that there is where it has none in that. */
  public String text(String language) {
    return texts.getOrDefault(language, texts.values().iterator().next());
  }
}
