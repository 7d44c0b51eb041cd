package org.homeroom.keycloak.roster;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SelectionQuery;
import org.homeroom.keycloak.support.Chunks;
import org.homeroom.keycloak.support.KeyArray;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Keycloak's and our own entities by the thousand, in the transaction of the session. Nothing is
 * kept in a persistence context: its growth is what makes the ordinary way slow.
 */
final class RosterDatabase implements AutoCloseable {
  private static final int JDBC_BATCH = 1_000;
  private static final int KEYS_PER_QUERY = 1_000;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final EntityManager model;
  private final StatelessSession rows;
  private final RowIds ids = new RowIds();

  RosterDatabase(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.model = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.rows = model.unwrap(Session.class).getSessionFactory().openStatelessSession();
    this.rows.setJdbcBatchSize(JDBC_BATCH);
  }

  KeycloakSession session() {
    return session;
  }

  RealmModel realm() {
    return realm;
  }

  /** An id for a new row. */
  String newId() {
    return ids.next();
  }

  /** Keycloak's own persistence context, where the stock model writes. */
  EntityManager model() {
    return model;
  }

  /** Makes what was written through the stock model visible to the queries here. */
  void flushModel() {
    model.flush();
  }

  /**
   * @param hql may use {@code :realm}, the realm's id
   */
  List<Object[]> all(String hql) {
    return select(hql).list();
  }

  /**
   * @param hql uses {@code :realm}, the realm's id
   */
  SelectionQuery<Object[]> select(String hql) {
    return rows.createSelectionQuery(hql, Object[].class).setParameter("realm", realm.getId());
  }

  /**
   * Runs a query for as many keys as there are.
   *
   * @param hql selects from {@link KeyArray#K}
   * @param parameters by name, besides the keys
   */
  <T> List<T> byKeys(
      String hql, Class<T> type, Collection<String> keys, Map<String, ?> parameters) {
    List<T> found = new ArrayList<>();
    for (List<String> chunk : Chunks.of(keys, KEYS_PER_QUERY)) {
      SelectionQuery<T> query =
          rows.createSelectionQuery(hql, type).setParameter("keys", KeyArray.of(chunk));
      parameters.forEach(query::setParameter);
      found.addAll(query.list());
    }
    return found;
  }

  /**
   * Runs an update or delete for as many keys as there are, which are primary keys.
   *
   * @param hql uses {@code in (:keys)}
   */
  void changeByKeys(String hql, Collection<String> keys) {
    changeByKeys(hql, keys, Map.of());
  }

  /**
   * @param parameters by name, besides the keys
   */
  void changeByKeys(String hql, Collection<String> keys, Map<String, ?> parameters) {
    for (List<String> chunk : Chunks.of(keys, KEYS_PER_QUERY)) {
      MutationQuery query = rows.createMutationQuery(hql).setParameter("keys", chunk);
      parameters.forEach(query::setParameter);
      query.executeUpdate();
    }
  }

  void insert(List<?> entities) {
    rows.insertMultiple(entities);
  }

  void update(List<?> entities) {
    rows.updateMultiple(entities);
  }

  /** A row that is gone already is a conflict: the whole transaction fails. */
  void delete(List<?> entities) {
    rows.deleteMultiple(entities);
  }

  @Override
  public void close() {
    rows.close();
  }
}
