package org.homeroom.keycloak.roster;

/** A row that cannot be written. The others of the batch are. */
final class RowRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final RowFault fault;

  /**
   * @param message what is wrong with which field, and what to do, for a person
   */
  RowRejected(RowFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  RowFault fault() {
    return fault;
  }
}
