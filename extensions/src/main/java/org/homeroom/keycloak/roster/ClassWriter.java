package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.homeroom.keycloak.roster.RosterRow.ClassPut;
import org.homeroom.keycloak.roster.RosterRow.ClassRemove;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.homeroom.keycloak.support.KeyArray;
import org.homeroom.keycloak.support.classes.ClassEntity;

/** Writes classes into our own table. */
final class ClassWriter {
  private final RosterDatabase database;
  private final SchoolTree schools;
  private final List<RowResult> results;

  /**
   * @param results gets one for each row
   */
  ClassWriter(RosterDatabase database, SchoolTree schools, List<RowResult> results) {
    this.database = database;
    this.schools = schools;
    this.results = results;
  }

  void put(List<NumberedRow<ClassPut>> rows) {
    Map<String, ClassEntity> stored = new HashMap<>();
    for (ClassEntity schoolClass :
        database.byKeys(
            "select c from "
                + KeyArray.K
                + " join ClassEntity c on c.realmId = :realm and c.sourcedId = k",
            ClassEntity.class,
            rows.stream().map(row -> row.content().sourcedId()).toList(),
            Map.of("realm", database.realm().getId()))) {
      stored.put(schoolClass.getSourcedId(), schoolClass);
    }
    List<ClassEntity> created = new ArrayList<>();
    List<ClassEntity> updated = new ArrayList<>();
    for (NumberedRow<ClassPut> row : rows) {
      ClassPut wanted = row.content();
      ClassEntity schoolClass = stored.get(wanted.sourcedId());
      if (!schools.has(wanted.school())) {
        results.add(RowResult.rejected(row.number(), unknownSchool(wanted.school())));
      } else if (schoolClass == null) {
        created.add(describe(blank(wanted), wanted));
        results.add(RowResult.done(row.number(), Status.CREATED));
      } else if (wanted.rosterHash().equals(schoolClass.getRosterHash())) {
        results.add(RowResult.done(row.number(), Status.UNCHANGED));
      } else {
        updated.add(describe(schoolClass, wanted));
        results.add(RowResult.done(row.number(), Status.UPDATED));
      }
    }
    database.update(updated);
    database.insert(created);
  }

  void remove(List<NumberedRow<ClassRemove>> rows) {
    Map<String, String> ids = ids(rows.stream().map(row -> row.content().sourcedId()).toList());
    database.changeByKeys(
        "delete from EnrollmentEntity e where e.classId in (:keys)", ids.values());
    database.changeByKeys("delete from ClassEntity c where c.id in (:keys)", ids.values());
    for (NumberedRow<ClassRemove> row : rows) {
      boolean there = ids.containsKey(row.content().sourcedId());
      results.add(RowResult.done(row.number(), there ? Status.REMOVED : Status.UNCHANGED));
    }
  }

  /**
   * @param sourcedIds of classes
   * @return {@link ClassEntity#getId()} by {@code sourcedId}; what is not found is absent
   */
  Map<String, String> ids(List<String> sourcedIds) {
    Map<String, String> ids = new HashMap<>();
    for (Object[] row :
        database.byKeys(
            "select c.sourcedId, c.id from "
                + KeyArray.K
                + " join ClassEntity c on c.realmId = :realm and c.sourcedId = k",
            Object[].class,
            sourcedIds,
            Map.of("realm", database.realm().getId()))) {
      ids.put((String) row[0], (String) row[1]);
    }
    return ids;
  }

  private ClassEntity blank(ClassPut wanted) {
    return new ClassEntity(database.newId(), database.realm().getId(), wanted.sourcedId());
  }

  private static ClassEntity describe(ClassEntity schoolClass, ClassPut wanted) {
    schoolClass.setTitle(wanted.title());
    schoolClass.setSchool(wanted.school());
    schoolClass.setTerm(wanted.term().orElse(null));
    schoolClass.setHomeroom(wanted.homeroom());
    schoolClass.setRosterHash(wanted.rosterHash());
    return schoolClass;
  }

  private static RowRejected unknownSchool(String code) {
    return new RowRejected(RowFault.UNKNOWN_SCHOOL, "The realm has no school '" + code + "'.");
  }
}
