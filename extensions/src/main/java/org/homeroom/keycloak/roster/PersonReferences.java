package org.homeroom.keycloak.roster;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.homeroom.keycloak.roster.PersonDiff.Value;
import org.homeroom.keycloak.roster.RosterRow.PersonPut;

/**
 * What the rows about people refer to, as it is in the realm now.
 *
 * @param schools the groups below {@code /schools}
 * @param roles the roles that the roster may give
 */
record PersonReferences(SchoolTree schools, RosterRoles roles) {

  /** What the row wants the account to have, in Keycloak's ids. */
  PersonDiff.Wanted resolve(PersonPut row) throws RowRejected {
    Set<String> groups = new HashSet<>();
    for (String code : row.schools()) {
      groups.add(
          schools
              .group(code, row.kind())
              .orElseThrow(() -> unknown(RowFault.UNKNOWN_SCHOOL, "school", code)));
    }
    Set<String> roleIds = new HashSet<>();
    for (String name : row.roles()) {
      roleIds.add(
          roles.role(name).orElseThrow(() -> unknown(RowFault.UNKNOWN_ROLE, "roster role", name)));
    }
    if (row.accessProfile().isPresent()) {
      String name = row.accessProfile().get();
      roleIds.add(
          roles
              .accessProfile(name)
              .orElseThrow(() -> unknown(RowFault.UNKNOWN_ACCESS_PROFILE, "access profile", name)));
    }
    return new PersonDiff.Wanted(values(row), groups, roleIds);
  }

  /**
   * What the roster owns of an account: besides what the row names, what an earlier one wrote.
   *
   * @param stored the account's attribute values
   */
  PersonDiff.Owned owned(PersonPut row, Set<Value> stored) {
    List<String> written =
        stored.stream()
            .filter(value -> value.name().equals(RosterAttributes.WRITTEN))
            .map(Value::value)
            .toList();
    Set<String> attributes = new HashSet<>(row.attributes().keySet());
    attributes.addAll(RosterAttributes.split(written));
    attributes.add(RosterAttributes.HASH);
    attributes.add(RosterAttributes.WRITTEN);
    if (row.enabled()) {
      attributes.add(RosterAttributes.DISABLED_AT);
    }
    return new PersonDiff.Owned(attributes, schools.all(), roles.allIds());
  }

  private static Set<Value> values(PersonPut row) {
    Set<Value> values = new HashSet<>();
    for (Map.Entry<String, List<String>> attribute : row.attributes().entrySet()) {
      attribute.getValue().forEach(value -> values.add(new Value(attribute.getKey(), value)));
    }
    values.add(new Value(RosterAttributes.SOURCED_ID, row.sourcedId()));
    values.add(new Value(RosterAttributes.HASH, row.rosterHash()));
    if (!row.attributes().isEmpty()) {
      String names = RosterAttributes.join(row.attributes().keySet());
      values.add(new Value(RosterAttributes.WRITTEN, names));
    }
    return values;
  }

  private static RowRejected unknown(RowFault fault, String what, String name) {
    return new RowRejected(fault, "The realm has no " + what + " '" + name + "'.");
  }
}
