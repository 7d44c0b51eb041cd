package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.OptimisticLockException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.homeroom.keycloak.roster.RosterRow.ClassRemove;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.junit.jupiter.api.Test;

class ConflictsTest {
  private final List<Integer> written = new ArrayList<>();
  private final Set<Integer> refusing = new HashSet<>();
  private int transactions;

  @Test
  void a_batch_without_a_conflict_is_one_transaction() {
    assertThat(write(100)).extracting(RowResult::status).containsOnly(Status.REMOVED);
    assertThat(transactions).isEqualTo(1);
  }

  @Test
  void a_conflict_that_passes_costs_one_more_transaction() {
    Conflicts conflicts =
        new Conflicts(
            rows -> {
              transactions++;
              if (transactions == 1) {
                throw new RuntimeException(new OptimisticLockException());
              }
              return results(rows);
            });

    assertThat(conflicts.write(rows(100))).hasSize(100);
    assertThat(transactions).isEqualTo(2);
  }

  @Test
  void a_row_that_the_database_refuses_costs_only_itself() {
    refusing.addAll(Set.of(0, 37, 99));

    List<RowResult> results = write(100);

    assertThat(results).hasSize(100);
    assertThat(results)
        .filteredOn(result -> result.status() == Status.REJECTED)
        .extracting(RowResult::row)
        .containsExactlyInAnyOrder(0, 37, 99);
    assertThat(written).hasSize(97).doesNotHaveDuplicates();
  }

  @Test
  void a_database_that_is_away_is_no_conflict() {
    Conflicts conflicts =
        new Conflicts(
            rows -> {
              transactions++;
              throw new IllegalStateException("connection lost");
            });

    assertThatThrownBy(() -> conflicts.write(rows(100))).hasMessage("connection lost");
    assertThat(transactions).isEqualTo(1);
  }

  private List<RowResult> write(int count) {
    return new Conflicts(this::transaction).write(rows(count));
  }

  private List<RowResult> transaction(List<NumberedRow<RosterRow>> rows) {
    transactions++;
    if (rows.stream().anyMatch(row -> refusing.contains(row.number()))) {
      throw new OptimisticLockException();
    }
    rows.forEach(row -> written.add(row.number()));
    return results(rows);
  }

  private static List<RowResult> results(List<NumberedRow<RosterRow>> rows) {
    return rows.stream().map(row -> RowResult.done(row.number(), Status.REMOVED)).toList();
  }

  private static List<NumberedRow<RosterRow>> rows(int count) {
    return IntStream.range(0, count)
        .<NumberedRow<RosterRow>>mapToObj(
            number -> new NumberedRow<>(number, new ClassRemove("c" + number)))
        .toList();
  }
}
