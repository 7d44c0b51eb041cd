package org.homeroom.keycloak.roster;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a batch.
 *
 * @param results one for each row, in the order of the rows
 * @param counts how many rows have each status; one that no row has is absent
 */
record BatchAnswer(List<RowResult> results, Map<RowResult.Status, Integer> counts) {

  static BatchAnswer of(List<RowResult> results) {
    Map<RowResult.Status, Integer> counts = new EnumMap<>(RowResult.Status.class);
    results.forEach(result -> counts.merge(result.status(), 1, Integer::sum));
    return new BatchAnswer(
        results.stream().sorted(Comparator.comparingInt(RowResult::row)).toList(), counts);
  }
}
