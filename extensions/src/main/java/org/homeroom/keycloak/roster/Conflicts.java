package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes rows even if the database refuses some, because somebody else wrote the same records since
 * they were read. What is tried again is read again, so that the second try finds most of these
 * faults and names their rows; for what remains, halves are tried down to the single row.
 */
final class Conflicts {
  private final Function<List<NumberedRow<RosterRow>>, List<RowResult>> transaction;

  /**
   * @param transaction writes all rows or, when it throws, none
   */
  Conflicts(Function<List<NumberedRow<RosterRow>>, List<RowResult>> transaction) {
    this.transaction = transaction;
  }

  /**
   * @return a result for each row
   * @throws RuntimeException what is no conflict, with nothing written that was not answered
   */
  List<RowResult> write(List<NumberedRow<RosterRow>> rows) {
    try {
      return transaction.apply(rows);
    } catch (RuntimeException first) {
      requireConflict(first);
      return writeAgain(rows);
    }
  }

  private List<RowResult> writeAgain(List<NumberedRow<RosterRow>> rows) {
    try {
      return transaction.apply(rows);
    } catch (RuntimeException second) {
      requireConflict(second);
      return rows.size() == 1 ? List.of(refused(rows.get(0))) : writeHalves(rows);
    }
  }

  private List<RowResult> writeHalves(List<NumberedRow<RosterRow>> rows) {
    int middle = rows.size() / 2;
    List<RowResult> results = new ArrayList<>(writeAgain(rows.subList(0, middle)));
    results.addAll(writeAgain(rows.subList(middle, rows.size())));
    return results;
  }

  private static RowResult refused(NumberedRow<RosterRow> row) {
    return RowResult.rejected(
        row.number(),
        RowFields.invalid(
            "The database refused this row, probably because the record is being changed by"
                + " somebody else: send it again."));
  }

  private static void requireConflict(RuntimeException failure) {
    if (!DatabaseFault.isConflict(failure)) {
      throw failure;
    }
  }
}
