package org.homeroom.keycloak.roster;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.homeroom.keycloak.support.Postgres;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What PostgreSQL believes of the tables that batches write to. By itself it looks once a minute;
 * in that time a first load has written them all, every batch planned as if they were empty: each
 * look-up of a thousand keys then reads a whole table. Other databases are left alone.
 */
final class PlannerStatistics {
  /** Fewer new rows than this are read as quickly as they are found. */
  private static final int FEW_ROWS = 5_000;

  /** Tables of ours and Keycloak's that have doubled since they were looked at. */
  private static final String DOUBLED =
      """
      select cast(cast(s.relid as regclass) as text)
      from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where s.schemaname = current_schema()
        and s.relname in ('user_entity', 'user_attribute', 'user_role_mapping',
          'user_group_membership', 'homeroom_class', 'homeroom_enrollment')
        and s.n_mod_since_analyze > greatest(c.reltuples, :few)
      """;

  private final KeycloakSessionFactory sessions;

  PlannerStatistics(KeycloakSessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Call between batches: in a batch's own transaction, others would have to wait for its end. */
  void renewWhereDoubled() {
    KeycloakModelUtils.runJobInTransaction(
        sessions,
        session -> {
          EntityManager entities =
              session.getProvider(JpaConnectionProvider.class).getEntityManager();
          if (Postgres.isBehind(entities)) {
            doubled(entities)
                .forEach(
                    table ->
                        entities
                            .createNativeQuery("analyze (skip_locked) " + table)
                            .executeUpdate());
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static List<String> doubled(EntityManager entities) {
    return entities.createNativeQuery(DOUBLED).setParameter("few", FEW_ROWS).getResultList();
  }

  /**
   * Has PostgreSQL take rows that are found by an index for as cheap as rows in memory are, to the
   * end of the transaction. Its own setting is that of a disk that has to be turned.
   */
  static void expectRowsInMemory(EntityManager entities) {
    if (Postgres.isBehind(entities)) {
      entities.createNativeQuery("set local random_page_cost = 1.1").executeUpdate();
    }
  }
}
