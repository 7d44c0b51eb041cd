package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.homeroom.keycloak.roster.RosterRow.Kind;
import org.homeroom.keycloak.support.SchoolGroups;

/**
 * The groups below {@code /schools} by what they are.
 *
 * @param members ids of the groups that people join, by code of the school and kind
 * @param all ids of every group below {@code /schools}, whoever made it
 */
record SchoolTree(Map<String, Map<Kind, String>> members, Set<String> all) {

  /**
   * A group as stored.
   *
   * @param parent id of the group above, null or blank for none
   */
  record Group(String id, String name, String parent) {}

  static SchoolTree load(RosterDatabase database) {
    return of(
        database
            .all(
                "select g.id, g.name, g.parentId from GroupEntity g"
                    + " where g.realm = :realm and g.type = 0")
            .stream()
            .map(row -> new Group((String) row[0], (String) row[1], (String) row[2]))
            .toList());
  }

  static SchoolTree of(List<Group> groups) {
    Map<String, List<Group>> below = new HashMap<>();
    for (Group group : groups) {
      String parent = group.parent() == null ? "" : group.parent().strip();
      below.computeIfAbsent(parent, id -> new ArrayList<>()).add(group);
    }
    Map<String, Map<Kind, String>> members = new HashMap<>();
    Set<String> all = new HashSet<>();
    for (Group root : below.getOrDefault("", List.of())) {
      if (root.name().equals(SchoolGroups.ROOT)) {
        for (Group school : below.getOrDefault(root.id(), List.of())) {
          members.put(school.name(), kinds(below.getOrDefault(school.id(), List.of())));
        }
        collect(root, below, all);
      }
    }
    return new SchoolTree(Map.copyOf(members), Set.copyOf(all));
  }

  private static Map<Kind, String> kinds(List<Group> groups) {
    Map<Kind, String> kinds = new HashMap<>();
    for (Group group : groups) {
      Kind.named(group.name()).ifPresent(kind -> kinds.put(kind, group.id()));
    }
    return Map.copyOf(kinds);
  }

  private static void collect(Group above, Map<String, List<Group>> below, Set<String> all) {
    for (Group group : below.getOrDefault(above.id(), List.of())) {
      all.add(group.id());
      collect(group, below, all);
    }
  }

  boolean has(String code) {
    return members.containsKey(code);
  }

  /** Id of {@code /schools/<code>/<kind>}. */
  Optional<String> group(String code, Kind kind) {
    return Optional.ofNullable(members.getOrDefault(code, Map.of()).get(kind));
  }
}
