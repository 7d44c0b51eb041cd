package org.homeroom.keycloak.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A group that is to be made, with those below it.
 *
 * @param name of the group, without the path
 * @param description for administrators, or null
 * @param attributes values by name
 * @param realmRoles names of roles of the realm that its members get
 * @param clientRoles names of roles of clients that its members get, by client id
 * @param subGroups those below it
 */
record GroupTree(
    String name,
    String description,
    Map<String, List<String>> attributes,
    List<String> realmRoles,
    Map<String, List<String>> clientRoles,
    List<GroupTree> subGroups) {
  GroupTree {
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    realmRoles = realmRoles == null ? List.of() : List.copyOf(realmRoles);
    clientRoles = clientRoles == null ? Map.of() : Map.copyOf(clientRoles);
    subGroups = subGroups == null ? List.of() : List.copyOf(subGroups);
  }

  /**
   * Checks the names of siblings and of all below them.
   *
   * @throws IllegalArgumentException for a group without a name, and for two of one name
   */
  static void check(List<GroupTree> siblings) {
    Set<String> names = new HashSet<>();
    for (GroupTree group : siblings) {
      if (group.name() == null || group.name().isBlank()) {
        throw new IllegalArgumentException("A group has no name.");
      }
      if (!names.add(group.name())) {
        throw new IllegalArgumentException(
            "The group '%s' is in it twice.".formatted(group.name()));
      }
      check(group.subGroups());
    }
  }
}
