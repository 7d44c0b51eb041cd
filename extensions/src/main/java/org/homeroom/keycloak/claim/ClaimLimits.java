package org.homeroom.keycloak.claim;

import java.time.Duration;
import java.util.List;
import org.homeroom.keycloak.support.AttemptLimit;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How often somebody may try to claim before nothing is looked at any more: for one code or id,
 * from one address, and in the realm. Ids count whether they are somebody's or not, so that a limit
 * tells nothing. What succeeds does not count.
 */
final class ClaimLimits {
  private static final int OF_ONE = 10;
  private static final Duration OF_ONE_WINDOW = Duration.ofHours(1);

  /** A whole school may come from one address in a lesson, and a tenth of it mistypes. */
  private static final int FROM_ADDRESS = 300;

  private static final int OVERALL = 3_000;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final List<AttemptLimit> limits;

  /**
   * @param whose what the typed code or id is known by
   */
  ClaimLimits(KeycloakSession session, RealmModel realm, String whose, String address) {
    this.limits =
        List.of(
            limit(session, realm, "claim-of-one", whose, OF_ONE, OF_ONE_WINDOW),
            limit(session, realm, "claim-from-address", address, FROM_ADDRESS, WINDOW),
            limit(session, realm, "claim-overall", "", OVERALL, WINDOW));
  }

  private static AttemptLimit limit(
      KeycloakSession session,
      RealmModel realm,
      String purpose,
      String whose,
      int attempts,
      Duration window) {
    return new AttemptLimit(session.singleUseObjects(), realm, purpose, whose, attempts, window);
  }

  /** Takes an attempt of each; false if one of them has none left. */
  boolean take() {
    return limits.stream().allMatch(AttemptLimit::take);
  }

  /** Gives the attempt back. */
  void release() {
    limits.forEach(AttemptLimit::release);
  }
}
