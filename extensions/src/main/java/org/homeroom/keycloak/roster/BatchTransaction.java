package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.List;
import org.homeroom.keycloak.roster.RosterRow.AccessProfilePut;
import org.homeroom.keycloak.roster.RosterRow.ClassPut;
import org.homeroom.keycloak.roster.RosterRow.ClassRemove;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentPut;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentRemove;
import org.homeroom.keycloak.roster.RosterRow.OfPerson;
import org.homeroom.keycloak.roster.RosterRow.SchoolPut;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.homeroom.keycloak.support.PeopleChanged;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Writes rows within one transaction: first what others refer to. No two rows are about the same
 * subject, so the order within a kind does not matter.
 */
final class BatchTransaction {
  private final List<NumberedRow<RosterRow>> rows;
  private final List<RowResult> results = new ArrayList<>();

  private BatchTransaction(List<NumberedRow<RosterRow>> rows) {
    this.rows = rows;
  }

  /**
   * @return a result for each row; they hold once the session's transaction is committed
   */
  static List<RowResult> write(
      KeycloakSession session, RealmModel realm, List<NumberedRow<RosterRow>> rows) {
    BatchTransaction transaction = new BatchTransaction(rows);
    try (RosterDatabase database = new RosterDatabase(session, realm)) {
      transaction.write(database);
    }
    return transaction.results;
  }

  private void write(RosterDatabase database) {
    new SchoolWriter(database).write(of(SchoolPut.class), results);
    new AccessProfileWriter(database).write(of(AccessProfilePut.class), results);
    database.flushModel();
    PlannerStatistics.expectRowsInMemory(database.model());
    SchoolTree schools = SchoolTree.load(database);
    PersonReferences references = new PersonReferences(schools, RosterRoles.load(database));
    List<RowResult> people = new ArrayList<>();
    new PersonWriter(database, references, people).write(of(OfPerson.class));
    results.addAll(people);
    announceChanges(database, people);
    ClassWriter classes = new ClassWriter(database, schools, results);
    classes.put(of(ClassPut.class));
    EnrollmentWriter enrollments = new EnrollmentWriter(database, classes, results);
    enrollments.put(of(EnrollmentPut.class));
    enrollments.remove(of(EnrollmentRemove.class));
    classes.remove(of(ClassRemove.class));
  }

  private static void announceChanges(RosterDatabase database, List<RowResult> people) {
    List<String> changed =
        people.stream()
            .filter(result -> result.status() == Status.UPDATED)
            .map(RowResult::id)
            .toList();
    if (!changed.isEmpty()) {
      KeycloakSession session = database.session();
      session
          .getKeycloakSessionFactory()
          .publish(new PeopleChanged(session, database.realm(), changed));
    }
  }

  private <R extends RosterRow> List<NumberedRow<R>> of(Class<R> kind) {
    return rows.stream()
        .filter(row -> kind.isInstance(row.content()))
        .map(row -> new NumberedRow<>(row.number(), kind.cast(row.content())))
        .toList();
  }
}
