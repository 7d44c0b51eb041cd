package org.homeroom.keycloak.duties;

import org.homeroom.keycloak.support.Refusal;

/**
 * Choices for printing that somebody wants to have again.
 *
 * @param name of the person's own choice
 * @param parameters as whoever prints understands them; here they are a text
 */
record PrintingSet(String name, String parameters) {
  static final int LONGEST_NAME = 60;
  static final int LONGEST_PARAMETERS = 1_500;

  /**
   * @throws Refusal 400 for a name or parameters that are too long, or a name with a line break
   */
  PrintingSet {
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalidRequest(
          "'name' must have %d characters at most, in one line.".formatted(LONGEST_NAME));
    }
    if (parameters.length() > LONGEST_PARAMETERS) {
      throw Refusal.invalidRequest(
          "'parameters' must have %d characters at most.".formatted(LONGEST_PARAMETERS));
    }
  }
}
