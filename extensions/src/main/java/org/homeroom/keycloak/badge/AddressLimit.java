package org.homeroom.keycloak.badge;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Counts codes that belong to nobody against the address they came from, for all nodes of a
 * cluster. Nobody's failures count against an account here: there is none.
 *
 * <p>The limit is generous because a whole district may come from one address, and the page does
 * not send what does not look like a badge. Two nodes that count at the same moment may count once;
 * against 128 random bits that is no loss.
 */
final class AddressLimit {
  static final int UNKNOWN_CODES = 100;
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final String COUNT = "count";
  private static final String ENDS = "ends";

  private final SingleUseObjectProvider store;
  private final Clock clock;
  private final String key;

  AddressLimit(SingleUseObjectProvider store, Clock clock, RealmModel realm, String address) {
    this.store = store;
    this.clock = clock;
    this.key = "homeroom-badge:" + realm.getId() + ":" + address;
  }

  boolean isReached() {
    return count(store.get(key)) >= UNKNOWN_CODES;
  }

  /** Adds one; the first one begins a window, after which all are forgotten. */
  void addUnknownCode() {
    Map<String, String> current = store.get(key);
    long now = clock.instant().getEpochSecond();
    long ends = current == null ? now + WINDOW.toSeconds() : Long.parseLong(current.get(ENDS));
    Map<String, String> next =
        Map.of(COUNT, String.valueOf(count(current) + 1), ENDS, String.valueOf(ends));
    store.put(key, Math.max(1, ends - now), next);
  }

  private static int count(Map<String, String> stored) {
    return stored == null ? 0 : Integer.parseInt(stored.get(COUNT));
  }
}
