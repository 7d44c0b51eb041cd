package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentPut;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentRemove;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.homeroom.keycloak.roster.StoredPeople.Known;
import org.homeroom.keycloak.support.KeyArray;
import org.homeroom.keycloak.support.classes.EnrollmentEntity;

/** Writes enrollments into our own table. */
final class EnrollmentWriter {
  private final RosterDatabase database;
  private final ClassWriter classes;
  private final List<RowResult> results;
  private final List<EnrollmentEntity> created = new ArrayList<>();
  private final List<EnrollmentEntity> updated = new ArrayList<>();

  /**
   * @param results gets one for each row
   */
  EnrollmentWriter(RosterDatabase database, ClassWriter classes, List<RowResult> results) {
    this.database = database;
    this.classes = classes;
    this.results = results;
  }

  void put(List<NumberedRow<EnrollmentPut>> rows) {
    Map<String, EnrollmentEntity> stored =
        stored(rows.stream().map(row -> row.content().sourcedId()).toList());
    List<NumberedRow<EnrollmentPut>> changed = new ArrayList<>();
    for (NumberedRow<EnrollmentPut> row : rows) {
      EnrollmentEntity enrollment = stored.get(row.content().sourcedId());
      if (enrollment != null && enrollment.getRosterHash().equals(row.content().rosterHash())) {
        results.add(RowResult.done(row.number(), Status.UNCHANGED));
      } else {
        changed.add(row);
      }
    }
    Map<String, String> classIds =
        classes.ids(changed.stream().map(row -> row.content().schoolClass()).toList());
    Map<String, Known> people =
        new StoredPeople(database)
            .bySourcedId(changed.stream().map(row -> row.content().person()).toList());
    for (NumberedRow<EnrollmentPut> row : changed) {
      EnrollmentPut wanted = row.content();
      results.add(
          put(
              row,
              stored.get(wanted.sourcedId()),
              classIds.get(wanted.schoolClass()),
              people.get(wanted.person())));
    }
    database.update(updated);
    database.insert(created);
  }

  private RowResult put(
      NumberedRow<EnrollmentPut> row, EnrollmentEntity stored, String classId, Known person) {
    EnrollmentPut wanted = row.content();
    if (classId == null) {
      return RowResult.rejected(
          row.number(),
          new RowRejected(
              RowFault.UNKNOWN_CLASS, "There is no class '" + wanted.schoolClass() + "'."));
    }
    if (person == null) {
      return RowResult.rejected(
          row.number(),
          new RowRejected(
              RowFault.UNKNOWN_PERSON, "Nobody has the sourcedId '" + wanted.person() + "'."));
    }
    EnrollmentEntity enrollment =
        stored != null
            ? stored
            : new EnrollmentEntity(database.newId(), database.realm().getId(), wanted.sourcedId());
    enrollment.setClassId(classId);
    enrollment.setUserId(person.id());
    enrollment.setRole(wanted.role());
    enrollment.setPrimary(wanted.primary());
    enrollment.setRosterHash(wanted.rosterHash());
    (stored == null ? created : updated).add(enrollment);
    return RowResult.done(row.number(), stored == null ? Status.CREATED : Status.UPDATED);
  }

  void remove(List<NumberedRow<EnrollmentRemove>> rows) {
    Map<String, EnrollmentEntity> stored =
        stored(rows.stream().map(row -> row.content().sourcedId()).toList());
    database.changeByKeys(
        "delete from EnrollmentEntity e where e.id in (:keys)",
        stored.values().stream().map(EnrollmentEntity::getId).toList());
    for (NumberedRow<EnrollmentRemove> row : rows) {
      boolean there = stored.containsKey(row.content().sourcedId());
      results.add(RowResult.done(row.number(), there ? Status.REMOVED : Status.UNCHANGED));
    }
  }

  private Map<String, EnrollmentEntity> stored(List<String> sourcedIds) {
    Map<String, EnrollmentEntity> stored = new HashMap<>();
    for (EnrollmentEntity enrollment :
        database.byKeys(
            "select e from "
                + KeyArray.K
                + " join EnrollmentEntity e on e.realmId = :realm and e.sourcedId = k",
            EnrollmentEntity.class,
            sourcedIds,
            Map.of("realm", database.realm().getId()))) {
      stored.put(enrollment.getSourcedId(), enrollment);
    }
    return stored;
  }
}
