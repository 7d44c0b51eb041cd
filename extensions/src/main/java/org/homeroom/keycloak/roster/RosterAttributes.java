package org.homeroom.keycloak.roster;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.People;

/** The attributes by which the roster recognises what it has written. */
final class RosterAttributes {
  static final String SOURCED_ID = People.SOURCED_ID;

  /** Digest of the row that was written last, made by the sync. */
  static final String HASH = "rosterHash";

  /**
   * Names of a person's attributes that came from a row. An attribute that the next row does not
   * have any more can be taken away so, and one that a person or an administrator set stays.
   */
  static final String WRITTEN = "rosterAttributes";

  /** When a sync found that the person had left; a person who may sign in has none. */
  static final String DISABLED_AT = "disabledAt";

  static final char SEPARATOR = ',';

  private RosterAttributes() {}

  static String join(Collection<String> names) {
    return String.join(String.valueOf(SEPARATOR), new TreeSet<>(names));
  }

  static Set<String> split(List<String> stored) {
    return stored.stream()
        .flatMap(names -> Stream.of(names.split(String.valueOf(SEPARATOR))))
        .filter(name -> !name.isBlank())
        .collect(Collectors.toUnmodifiableSet());
  }
}
