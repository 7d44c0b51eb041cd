package org.homeroom.keycloak.badge;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.homeroom.keycloak.support.Chunks;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStorageUtil;

/**
 * Badges by the thousand, in Keycloak's own table of credentials and in the transaction of the
 * session: a few queries for any number of people, and nothing kept in a persistence context, whose
 * growth is what makes the ordinary way slow. Whoever's badges change is dropped from the user
 * caches of all nodes.
 */
final class BadgeStore implements AutoCloseable {
  private static final int KEYS_PER_QUERY = 1_000;
  private static final int JDBC_BATCH = 1_000;

  /** After the credentials that people set up themselves, which Keycloak counts up from 10. */
  private static final int PRIORITY = 1_000;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final EntityManager model;
  private final StatelessSession rows;

  BadgeStore(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.model = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.rows = model.unwrap(Session.class).getSessionFactory().openStatelessSession();
    this.rows.setJdbcBatchSize(JDBC_BATCH);
  }

  /**
   * @param credentialIds also of other realms or other types of credentials: they are left out
   */
  List<StoredBadge> byId(Collection<String> credentialIds) {
    return badges("c.id in (:keys)", credentialIds);
  }

  List<StoredBadge> ofPeople(Collection<String> userIds) {
    return badges("u.id in (:keys)", userIds);
  }

  private List<StoredBadge> badges(String condition, Collection<String> keys) {
    List<StoredBadge> found = new ArrayList<>();
    for (List<String> chunk : Chunks.of(keys, KEYS_PER_QUERY)) {
      rows.createSelectionQuery(
              "select c from CredentialEntity c join fetch c.user u"
                  + " where c.type = :type and u.realmId = :realm and "
                  + condition,
              CredentialEntity.class)
          .setParameter("type", BadgeCredentialModel.TYPE)
          .setParameter("realm", realm.getId())
          .setParameter("keys", chunk)
          .getResultStream()
          .map(StoredBadge::new)
          .forEach(found::add);
    }
    return found;
  }

  /**
   * @param badges by user id of a person of the realm
   * @return the new credentials' ids, by user id
   */
  Map<String, String> insert(Map<String, BadgeCredentialModel> badges) {
    Map<String, String> ids = new HashMap<>();
    List<CredentialEntity> credentials = new ArrayList<>();
    for (UserEntity owner : people(badges.keySet())) {
      BadgeCredentialModel badge = badges.get(owner.getId());
      CredentialEntity entity = new CredentialEntity();
      entity.setId(KeycloakModelUtils.generateId());
      entity.setType(BadgeCredentialModel.TYPE);
      entity.setUser(owner);
      entity.setPriority(PRIORITY);
      entity.setCreatedDate(badge.getCreatedDate());
      entity.setUserLabel(badge.getUserLabel());
      entity.setCredentialData(badge.getCredentialData());
      entity.setSecretData(badge.getSecretData());
      credentials.add(entity);
      evict(owner);
      ids.put(owner.getId(), entity.getId());
    }
    rows.insertMultiple(credentials);
    return ids;
  }

  private List<UserEntity> people(Collection<String> userIds) {
    List<UserEntity> found = new ArrayList<>();
    for (List<String> chunk : Chunks.of(userIds, KEYS_PER_QUERY)) {
      found.addAll(
          rows.createSelectionQuery(
                  "select u from UserEntity u where u.id in (:keys)", UserEntity.class)
              .setParameter("keys", chunk)
              .getResultList());
    }
    return found;
  }

  /** Makes badges work and voids all others of the same people. */
  void activate(Collection<StoredBadge> badges) {
    Set<String> kept = new HashSet<>();
    Set<String> owners = new HashSet<>();
    for (StoredBadge badge : badges) {
      badge.activate();
      kept.add(badge.id());
      owners.add(badge.ownerId());
      evict(badge.owner());
    }
    rows.updateMultiple(badges.stream().map(StoredBadge::entity).toList());
    delete(ofPeople(owners).stream().filter(badge -> !kept.contains(badge.id())).toList());
  }

  /** One that is gone already is no fault. */
  void delete(Collection<StoredBadge> badges) {
    badges.forEach(badge -> evict(badge.owner()));
    for (List<String> chunk :
        Chunks.of(badges.stream().map(StoredBadge::id).toList(), KEYS_PER_QUERY)) {
      rows.createMutationQuery("delete from CredentialEntity c where c.id in (:keys)")
          .setParameter("keys", chunk)
          .executeUpdate();
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
