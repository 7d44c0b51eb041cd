package org.homeroom.keycloak.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * So many attempts within a time, counted over all nodes: of a person, from an address, or in the
 * realm. Take one before you look whether an answer is right: as many requests at once as somebody
 * likes get no more attempts than there are. Make a new object for each request.
 *
 * <p>An attempt is a key in Keycloak's store of objects that are used once, where of several nodes
 * that put the same key only one succeeds. It is forgotten when its own window is over, so there
 * are never more than the limit within any window. What is stored is a digest: neither an address
 * nor an id can be read from it.
 *
 * <p>Each key is held by two nodes: when one dies nothing is forgotten; when all stop, or the two
 * that hold a key at once, it is. Nodes that have lost sight of each other count for themselves. If
 * the store does not answer, no attempt is given. With Keycloak's preview {@code stateless}, which
 * has the keys in the database, they are part of the request's transaction: one that is rolled back
 * took none.
 */
public final class AttemptLimit {
  /**
   * So many keys are looked at, one after the other, before it counts as the end: up to here a
   * limit is exact. A larger one refuses early, most likely when only a few in a hundred are left.
   */
  static final int MOST_LOOKS = 128;

  private final SingleUseObjectProvider store;
  private final String key;
  private final int attempts;
  private final Duration window;
  private String taken;

  /**
   * @param purpose what is tried: limits of different purposes do not count together
   * @param whose an id or an address; any fixed text for the whole realm
   * @param attempts at most, 1 or more
   * @param window for how long an attempt counts, in whole seconds
   */
  public AttemptLimit(
      SingleUseObjectProvider store,
      RealmModel realm,
      String purpose,
      String whose,
      int attempts,
      Duration window) {
    if (attempts < 1 || window.toSeconds() < 1) {
      throw new IllegalArgumentException("There is an attempt at least, and a second");
    }
    this.store = Objects.requireNonNull(store, "store");
    this.key = "homeroom:" + digest(realm.getId(), purpose, whose) + ":";
    this.attempts = attempts;
    this.window = window;
  }

  /** Takes an attempt; false if none is left. */
  public boolean take() {
    taken =
        keysToLookAt()
            .mapToObj(this::key)
            .filter(free -> store.putIfAbsent(free, window.toSeconds()))
            .findFirst()
            .orElse(null);
    return taken != null;
  }

  /** Whether none is left. Taking one may fail all the same: another request may be quicker. */
  public boolean isReached() {
    return keysToLookAt().mapToObj(this::key).allMatch(store::contains);
  }

  /** Gives back what this object took last, so that it does not count; nothing if it took none. */
  public void release() {
    if (taken != null) {
      store.remove(taken);
      taken = null;
    }
  }

  /** Forgets all attempts. It looks at every key: for limits of a few attempts. */
  public void clear() {
    IntStream.range(0, attempts).mapToObj(this::key).forEach(store::remove);
    taken = null;
  }

  /** In any order: so a free one is found soon unless most are taken. */
  private IntStream keysToLookAt() {
    return ThreadLocalRandom.current()
        .ints(0, attempts)
        .distinct()
        .limit(Math.min(attempts, MOST_LOOKS));
  }

  private String key(int number) {
    return key + number;
  }

  private static String digest(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
