package org.homeroom.keycloak.launcher;

import java.util.Arrays;
import java.util.Locale;

/** The headings of the portal, in the order in which they appear. */
public enum Category {
  LEARNING,
  COMMUNICATION,
  OFFICE,
  LIBRARY,
  OTHER;

  /** The name in the client attribute {@code homeroom.category} and in message keys. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The category of that key; {@link #OTHER} for none and for one that is not known. */
  static Category of(String key) {
    return Arrays.stream(values())
        .filter(category -> category.key().equals(key))
        .findFirst()
        .orElse(OTHER);
  }
}
