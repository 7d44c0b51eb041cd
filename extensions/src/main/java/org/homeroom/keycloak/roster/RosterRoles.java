package org.homeroom.keycloak.roster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The realm roles that the roster gives and takes. Others it neither gives, so that the power to
 * write a roster is not the power to make administrators, nor takes.
 *
 * @param ids of the roles by name
 * @param allIds of all of them
 */
record RosterRoles(Map<String, String> ids, Set<String> allIds) {
  static final String ACCESS_PREFIX = "access:";

  /** Realm attribute that names, comma-separated, the roles of kinds of people. */
  static final String REALM_ATTRIBUTE = "homeroom.roster.roles";

  static boolean isAccessProfile(String role) {
    return role.startsWith(ACCESS_PREFIX) && role.length() > ACCESS_PREFIX.length();
  }

  static RosterRoles load(RosterDatabase database) {
    Set<String> named = named(database.realm().getAttribute(REALM_ATTRIBUTE));
    Map<String, String> ids = new HashMap<>();
    for (Object[] row :
        database.all(
            "select r.name, r.id from RoleEntity r"
                + " where r.realmId = :realm and r.clientRole = false")) {
      String name = (String) row[0];
      if (isAccessProfile(name) || named.contains(name)) {
        ids.put(name, (String) row[1]);
      }
    }
    return new RosterRoles(Map.copyOf(ids), Set.copyOf(ids.values()));
  }

  private static Set<String> named(String attribute) {
    return attribute == null
        ? Set.of()
        : Stream.of(attribute.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  /** Id of a role of a kind of people. */
  Optional<String> role(String name) {
    return isAccessProfile(name) ? Optional.empty() : Optional.ofNullable(ids.get(name));
  }

  /** Id of an access profile's role. */
  Optional<String> accessProfile(String name) {
    return isAccessProfile(name) ? Optional.ofNullable(ids.get(name)) : Optional.empty();
  }
}
