package org.homeroom.keycloak.roster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.homeroom.keycloak.roster.RosterRow.Kind;
import org.homeroom.keycloak.roster.RosterRow.SchoolPut;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.homeroom.keycloak.support.SchoolGroups;
import org.keycloak.models.GroupModel;
import org.keycloak.models.GroupProvider;
import org.keycloak.models.RealmModel;

/** Writes schools through the stock model: there are few, and the group cache follows by itself. */
final class SchoolWriter {
  private static final String NAME = "name";

  private final RealmModel realm;
  private final GroupProvider groups;
  private final Map<String, GroupModel> bySourcedId = new HashMap<>();
  private final Map<String, GroupModel> byCode = new HashMap<>();
  private GroupModel root;

  SchoolWriter(RosterDatabase database) {
    this.realm = database.realm();
    this.groups = database.session().groups();
  }

  void write(List<NumberedRow<SchoolPut>> rows, List<RowResult> results) {
    if (rows.isEmpty()) {
      return;
    }
    load();
    for (NumberedRow<SchoolPut> row : rows) {
      try {
        results.add(put(row.number(), row.content()));
      } catch (RowRejected e) {
        results.add(RowResult.rejected(row.number(), e));
      }
    }
  }

  private void load() {
    root = groups.getGroupByName(realm, null, SchoolGroups.ROOT);
    if (root == null) {
      root = realm.createGroup(SchoolGroups.ROOT);
    }
    root.getSubGroupsStream()
        .forEach(
            school -> {
              byCode.put(school.getName(), school);
              String sourcedId = school.getFirstAttribute(RosterAttributes.SOURCED_ID);
              if (sourcedId != null) {
                bySourcedId.put(sourcedId, school);
              }
            });
  }

  private RowResult put(int number, SchoolPut row) throws RowRejected {
    GroupModel school = bySourcedId.get(row.sourcedId());
    GroupModel sameCode = byCode.get(row.code());
    if (sameCode != null && !sameCode.equals(school) && isAnotherSchool(sameCode)) {
      throw RowFields.invalid("Another school has the code '" + row.code() + "'.");
    }
    if (school != null && sameCode != null && !sameCode.equals(school)) {
      throw RowFields.invalid(
          "A group /schools/" + row.code() + " that no school has written is in the way.");
    }
    if (school == null) {
      school = sameCode;
    }
    Status status = Status.UPDATED;
    if (school == null) {
      school = realm.createGroup(row.code(), root);
      status = Status.CREATED;
    } else if (row.rosterHash().equals(school.getFirstAttribute(RosterAttributes.HASH))) {
      return RowResult.done(number, Status.UNCHANGED, school.getId());
    }
    describe(school, row);
    return RowResult.done(number, status, school.getId());
  }

  private static boolean isAnotherSchool(GroupModel group) {
    return group.getFirstAttribute(RosterAttributes.SOURCED_ID) != null;
  }

  private void describe(GroupModel school, SchoolPut row) {
    if (!school.getName().equals(row.code())) {
      byCode.remove(school.getName());
      school.setName(row.code());
    }
    byCode.put(row.code(), school);
    bySourcedId.put(row.sourcedId(), school);
    school.setSingleAttribute(RosterAttributes.SOURCED_ID, row.sourcedId());
    school.setSingleAttribute(NAME, row.name());
    school.setSingleAttribute(RosterAttributes.HASH, row.rosterHash());
    for (Kind kind : Kind.values()) {
      boolean there =
          school.getSubGroupsStream().anyMatch(group -> group.getName().equals(kind.groupName()));
      if (!there) {
        realm.createGroup(kind.groupName(), school);
      }
    }
  }
}
