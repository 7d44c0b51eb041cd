package org.homeroom.keycloak.roster.runs;

/**
 * The right to write a realm's roster, until a time. All times are the database's, in milliseconds
 * since 1970.
 *
 * @param token tells this lease from every other one; whoever holds it chose it
 * @param holder who it is, for people: {@code sync01 (4711)}
 */
record Lease(String token, String holder, long takenAt, long expiresAt) {

  static Lease taken(String token, String holder, long now, int seconds) {
    return new Lease(token, holder, now, now + seconds * 1_000L);
  }

  boolean isOver(long now) {
    return expiresAt <= now;
  }

  boolean isHeldBy(String token) {
    return this.token.equals(token);
  }

  /** The same, from now on for some seconds. It may be over: nobody else has had it since. */
  Lease renewed(long now, int seconds) {
    return new Lease(token, holder, takenAt, now + seconds * 1_000L);
  }
}
