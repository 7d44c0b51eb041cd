package org.homeroom.keycloak.support.credentials;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.homeroom.keycloak.support.Chunks;
import org.homeroom.keycloak.support.KeyArray;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStorageUtil;

/**
 * Reads and writes credentials of a realm's people in the transaction of the session: a few queries
 * for any number of people, and nothing kept in a persistence context, whose growth is what makes
 * the ordinary way slow. Whoever's credentials change is dropped from the user caches of all nodes.
 */
public final class CredentialRows implements AutoCloseable {
  private static final int KEYS_PER_QUERY = 1_000;
  private static final int JDBC_BATCH = 1_000;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final EntityManager model;
  private final StatelessSession rows;

  public CredentialRows(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.model = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.rows = model.unwrap(Session.class).getSessionFactory().openStatelessSession();
    this.rows.setJdbcBatchSize(JDBC_BATCH);
  }

  /**
   * @param credentialIds also of other realms or other types: they are left out
   */
  public List<CredentialEntity> byId(Collection<String> types, Collection<String> credentialIds) {
    return select("c.id = k", types, credentialIds);
  }

  public List<CredentialEntity> ofPeople(Collection<String> types, Collection<String> userIds) {
    return select("c.user.id = k", types, userIds);
  }

  private List<CredentialEntity> select(
      String condition, Collection<String> types, Collection<String> keys) {
    List<CredentialEntity> found = new ArrayList<>();
    for (List<String> chunk : Chunks.of(keys, KEYS_PER_QUERY)) {
      found.addAll(
          rows.createSelectionQuery(
                  "select c from "
                      + KeyArray.K
                      + " join CredentialEntity c on "
                      + condition
                      + " join fetch c.user u where c.type in (:types) and u.realmId = :realm",
                  CredentialEntity.class)
              .setParameter("types", types)
              .setParameter("realm", realm.getId())
              .setParameter("keys", KeyArray.of(chunk))
              .getResultList());
    }
    return found;
  }

  /**
   * Keeps other changes of these people's credentials away until the transaction ends, so that two
   * calls for the same people follow one another.
   */
  public void lock(Collection<String> userIds) {
    for (List<String> chunk : Chunks.of(userIds.stream().sorted().toList(), KEYS_PER_QUERY)) {
      rows.createSelectionQuery(
              "select u from UserEntity u where u.id in (:keys) order by u.id", UserEntity.class)
          .setParameter("keys", chunk)
          .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
          .getResultList();
    }
  }

  /**
   * Stores a new credential for each person.
   *
   * @param credentials by user id of a person of the realm; one that has an id already keeps it
   * @param priority where it stands among the person's credentials; small ones are first
   * @return the new credentials' ids, by user id
   */
  public Map<String, String> insert(
      Map<String, ? extends CredentialModel> credentials, int priority) {
    Map<String, String> ids = new HashMap<>();
    List<CredentialEntity> entities = new ArrayList<>();
    for (UserEntity owner : people(credentials.keySet())) {
      CredentialEntity entity = entity(credentials.get(owner.getId()), owner, priority);
      entities.add(entity);
      evict(owner);
      ids.put(owner.getId(), entity.getId());
    }
    rows.insertMultiple(entities);
    return ids;
  }

  private static CredentialEntity entity(
      CredentialModel credential, UserEntity owner, int priority) {
    CredentialEntity entity = new CredentialEntity();
    entity.setId(credential.getId() == null ? KeycloakModelUtils.generateId() : credential.getId());
    entity.setType(credential.getType());
    entity.setUser(owner);
    entity.setPriority(priority);
    entity.setCreatedDate(credential.getCreatedDate());
    entity.setUserLabel(credential.getUserLabel());
    entity.setCredentialData(credential.getCredentialData());
    entity.setSecretData(credential.getSecretData());
    return entity;
  }

  private List<UserEntity> people(Collection<String> userIds) {
    List<UserEntity> found = new ArrayList<>();
    for (List<String> chunk : Chunks.of(userIds, KEYS_PER_QUERY)) {
      found.addAll(
          rows.createSelectionQuery(
                  "select u from " + KeyArray.K + " join UserEntity u on u.id = k",
                  UserEntity.class)
              .setParameter("keys", KeyArray.of(chunk))
              .getResultList());
    }
    return found;
  }

  /** Writes what was changed in entities that came from here. */
  public void update(Collection<CredentialEntity> credentials) {
    credentials.forEach(credential -> evict(credential.getUser()));
    rows.updateMultiple(List.copyOf(credentials));
  }

  /** One that is gone already is no fault. */
  public void delete(Collection<CredentialEntity> credentials) {
    credentials.forEach(credential -> evict(credential.getUser()));
    change(
        "delete from CredentialEntity c where c.id in (:keys)",
        credentials.stream().map(CredentialEntity::getId).toList(),
        Map.of());
  }

  /**
   * Takes a required action away from people whose credentials were changed.
   *
   * @param action as Keycloak names it: {@code UPDATE_PASSWORD}
   */
  public void dropRequiredAction(Collection<String> userIds, String action) {
    change(
        "delete from UserRequiredActionEntity r where r.user.id in (:keys) and r.action = :action",
        userIds,
        Map.of("action", action));
  }

  private void change(String hql, Collection<String> keys, Map<String, String> parameters) {
    for (List<String> chunk : Chunks.of(keys, KEYS_PER_QUERY)) {
      var query = rows.createMutationQuery(hql).setParameter("keys", chunk);
      parameters.forEach(query::setParameter);
      query.executeUpdate();
    }
  }

  private void evict(UserEntity person) {
    UserCache cache = UserStorageUtil.userCache(session);
    if (cache != null) {
      cache.evict(realm, new UserAdapter(session, realm, model, person));
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
