package org.homeroom.keycloak.roster;

/** A body of which no row can be written. */
final class UnreadableBatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  private UnreadableBatch(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  static UnreadableBatch malformed(String message) {
    return new UnreadableBatch(message, false);
  }

  static UnreadableBatch tooLarge(int mostRows) {
    return new UnreadableBatch("A batch has at most " + mostRows + " rows: send several.", true);
  }

  /** Whether it has too many rows, rather than being malformed. */
  boolean isTooLarge() {
    return tooLarge;
  }
}
