package org.homeroom.keycloak.roster.runs;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The lease of one realm. Each call is a transaction of its own with the row locked, and only the
 * database's clock is looked at, so it does not matter what time it is on which machine.
 */
public final class Leases {
  private final KeycloakSessionFactory sessions;
  private final String realmId;

  public Leases(KeycloakSessionFactory sessions, String realmId) {
    this.sessions = sessions;
    this.realmId = realmId;
  }

  /**
   * What became of a call.
   *
   * @param lease who holds it afterwards; null for nobody
   * @param now the database's clock
   */
  record Answer(Lease lease, long now) {
    boolean isHeldBy(String token) {
      return lease != null && lease.isHeldBy(token);
    }
  }

  /** The lease as it is; one that is over is nobody's. */
  Answer current() {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        sessions,
        session -> {
          LeaseEntity row = entities(session).find(LeaseEntity.class, realmId);
          Lease lease = row == null ? null : row.getLease();
          long now = now(entities(session));
          return new Answer(lease == null || lease.isOver(now) ? null : lease, now);
        });
  }

  /** Takes the lease if nobody else holds it. Again with the same token: it is renewed. */
  Answer take(String token, String holder, int seconds) {
    return locked(
        at ->
            at.lease() == null || at.lease().isOver(at.now()) || at.isHeldBy(token)
                ? Lease.taken(token, holder, at.now(), seconds)
                : at.lease());
  }

  /** Renews a lease; not one that somebody else has had since, or that was given back. */
  Answer renew(String token, int seconds) {
    return locked(at -> at.isHeldBy(token) ? at.lease().renewed(at.now(), seconds) : at.lease());
  }

  /** Gives a lease back. Nothing happens if it is another's. */
  void release(String token) {
    locked(at -> at.isHeldBy(token) ? null : at.lease());
  }

  /**
   * Whether a token's lease is in force, which stays so until the session's transaction ends:
   * nobody can take the lease meanwhile. The time is not asked for, because what nobody else has
   * taken harms nobody.
   */
  public static boolean holds(KeycloakSession session, String realmId, String token) {
    LeaseEntity row =
        entities(session).find(LeaseEntity.class, realmId, LockModeType.PESSIMISTIC_READ);
    return row != null && row.getLease() != null && row.getLease().isHeldBy(token);
  }

  private Answer locked(Function<Answer, Lease> decision) {
    try {
      return inTransaction(decision);
    } catch (PersistenceException | ModelDuplicateException first) {
      // Two calls have made the row at once: now it is there.
      return inTransaction(decision);
    }
  }

  private Answer inTransaction(Function<Answer, Lease> decision) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        sessions,
        session -> {
          EntityManager entities = entities(session);
          LeaseEntity row =
              Optional.ofNullable(
                      entities.find(LeaseEntity.class, realmId, LockModeType.PESSIMISTIC_WRITE))
                  .orElseGet(() -> made(entities));
          long now = now(entities);
          Lease decided = decision.apply(new Answer(row.getLease(), now));
          row.setLease(decided);
          return new Answer(decided, now);
        });
  }

  private LeaseEntity made(EntityManager entities) {
    LeaseEntity row = new LeaseEntity(realmId);
    entities.persist(row);
    entities.flush();
    return row;
  }

  static long now(EntityManager entities) {
    return entities.createQuery("select instant", Instant.class).getSingleResult().toEpochMilli();
  }

  private static EntityManager entities(KeycloakSession session) {
    return session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }
}
