package org.homeroom.keycloak.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes every refusal take as long as every other. Without it the refusal of a badge took half a
 * millisecond longer where the id had to be looked up, and one more where it was somebody's: enough
 * to find out, by many tries, whose ids there are.
 *
 * <p>A refusal that waits takes no processor, and whoever is let in does not wait.
 */
public final class RefusalTime {
  /**
   * Longer than any check takes on a server with room to spare, and nothing that a pupil notices.
   */
  public static final Duration LEAST = Duration.ofMillis(25);

  private final long begun = System.nanoTime();
  private final Duration least;

  public RefusalTime() {
    this(LEAST);
  }

  /**
   * @param least for checks that take longer than most
   */
  public RefusalTime(Duration least) {
    this.least = least;
  }

  /** Returns when the least time is over since this was made, at once if it is. */
  public void pass() {
    for (long left = left(); left > 0; left = left()) {
      LockSupport.parkNanos(left);
    }
  }

  private long left() {
    return begun + least.toNanos() - System.nanoTime();
  }
}
