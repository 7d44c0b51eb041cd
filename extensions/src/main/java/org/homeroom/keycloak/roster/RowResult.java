package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What became of a row, as the answer has it; what is null is left out there.
 *
 * @param row number of the row in the batch, from 0
 * @param id Keycloak's id of the person, group or role
 * @param error only of a rejected row
 * @param message only of a rejected row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RowResult(int row, Status status, String id, RowFault error, String message) {

  enum Status {
    CREATED,
    UPDATED,
    UNCHANGED,
    DISABLED,
    REMOVED,
    REJECTED;

    @JsonValue
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static RowResult done(int row, Status status) {
    return new RowResult(row, status, null, null, null);
  }

  static RowResult done(int row, Status status, String id) {
    return new RowResult(row, status, id, null, null);
  }

  static RowResult rejected(int row, RowRejected why) {
    return new RowResult(row, Status.REJECTED, null, why.fault(), why.getMessage());
  }
}
