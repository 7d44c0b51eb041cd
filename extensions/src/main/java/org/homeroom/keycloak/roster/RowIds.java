package org.homeroom.keycloak.roster;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;
import org.keycloak.common.util.Time;

/**
 * Ids of new rows: UUIDs that begin with the time (RFC 9562, version 7). Rows of one batch come to
 * lie side by side in every index of them, whereas wholly random ids touch another page each: that
 * costs little with thousands of people and most of the time with a million.
 */
final class RowIds {
  private static final SecureRandom SEEDS = new SecureRandom();
  private static final long VERSION = 0x7000L;
  private static final long VARIETIES = 0x1000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SplittableRandom random = new SplittableRandom(SEEDS.nextLong());

  /** Another one each time. Not a secret: who knows one may guess at others. */
  String next() {
    long time = Time.currentTimeMillis() << Short.SIZE;
    long high = time | VERSION | random.nextLong(VARIETIES);
    return new UUID(high, VARIANT | random.nextLong() >>> 2).toString();
  }
}
