package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a batch that can be tried, and the results of those that cannot.
 *
 * @param rows in their order, each about another subject
 * @param rejected rows that are not understood, or that are about the subject of an earlier one
 */
record Batch(List<NumberedRow<RosterRow>> rows, List<RowResult> rejected) {

  Batch {
    rows = List.copyOf(rows);
    rejected = List.copyOf(rejected);
  }

  static Batch of(List<JsonNode> json) {
    List<NumberedRow<RosterRow>> rows = new ArrayList<>();
    List<RowResult> rejected = new ArrayList<>();
    Map<String, Integer> subjects = new HashMap<>();
    for (int number = 0; number < json.size(); number++) {
      try {
        RosterRow row = RowReader.read(json.get(number));
        requireFirst(subjects.putIfAbsent(row.subject(), number));
        rows.add(new NumberedRow<>(number, row));
      } catch (RowRejected e) {
        rejected.add(RowResult.rejected(number, e));
      }
    }
    return new Batch(rows, rejected);
  }

  private static void requireFirst(Integer earlier) throws RowRejected {
    if (earlier != null) {
      throw new RowRejected(
          RowFault.DUPLICATE_ROW,
          "Row " + earlier + " of this batch is about the same record: send one of them.");
    }
  }
}
