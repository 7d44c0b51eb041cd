package org.homeroom.keycloak.badge;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes every refusal of a badge take as long as every other. Without it a refusal took half a
 * millisecond longer where the id had to be looked up, and one more where it was somebody's: enough
 * to find out, by many tries, whose ids there are.
 *
 * <p>A refusal that waits takes no processor, and badges that sign in do not wait.
 */
final class RefusalTime {
  /**
   * Longer than any check takes on a server with room to spare, and nothing that a pupil notices.
   */
  static final Duration LEAST = Duration.ofMillis(25);

  private final long begun = System.nanoTime();

  /** Returns when {@link #LEAST} is over since this was made, at once if it is. */
  void pass() {
    for (long left = left(); left > 0; left = left()) {
      LockSupport.parkNanos(left);
    }
  }

  private long left() {
    return begun + LEAST.toNanos() - System.nanoTime();
  }
}
