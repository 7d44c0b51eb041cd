package org.homeroom.keycloak.badge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The pictures of which one is a pupil's own. Their drawings are in the theme, {@code
 * img/badge-pictures/}; what they are called is in its messages.
 */
final class Pictures {
  static final List<String> NAMES =
      List.of(
          "apple",
          "balloon",
          "boat",
          "car",
          "cat",
          "fish",
          "flower",
          "house",
          "moon",
          "star",
          "tree",
          "umbrella");

  private Pictures() {}

  /**
   * All of them, in an order that is always the same for a person, so that the own one is found at
   * its place, and another one for the next person, so that no place is everybody's.
   */
  static List<String> inOrderOf(String userId) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, new Random(userId.hashCode()));
    return names;
  }
}
