package org.homeroom.keycloak.support;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Finds people of a realm in bulk: a few queries for thousands of them. */
public final class People {
  /** The attribute that has a person's id in the student information system. */
  public static final String SOURCED_ID = "sourcedId";

  private static final int CHUNK = 1_000;

  private final RealmModel realm;
  private final EntityManager entities;

  public People(KeycloakSession session, RealmModel realm) {
    this.realm = realm;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  /**
   * @param attributes names of the attributes to read besides
   * @return by {@code sourcedId}; who is not found is absent
   */
  public Map<String, Person> bySourcedId(Collection<String> sourcedIds, Set<String> attributes) {
    Map<String, Person> found = new LinkedHashMap<>();
    for (List<String> chunk : Chunks.of(sourcedIds, CHUNK)) {
      String hql = "s.name = :name and s.value = k";
      people(sourcedIds(hql, chunk), attributes)
          .forEach(person -> found.put(person.sourcedId(), person));
    }
    return found;
  }

  /**
   * @param attributes names of the attributes to read besides
   * @return by Keycloak's user id; who is not found, or has no {@code sourcedId}, is absent
   */
  public Map<String, Person> byId(Collection<String> ids, Set<String> attributes) {
    Map<String, Person> found = new LinkedHashMap<>();
    for (List<String> chunk : Chunks.of(ids, CHUNK)) {
      String hql = "s.user.id = k and concat(s.name, '') = :name";
      people(sourcedIds(hql, chunk), attributes).forEach(person -> found.put(person.id(), person));
    }
    return found;
  }

  /**
   * A {@code sourcedId} has at most 255 characters, so it is never in the column for long values.
   * The names of attributes are compared as expressions where people are known already, so that no
   * database looks for them among all values of that name.
   *
   * @return by Keycloak's user id, of all realms
   */
  private Map<String, String> sourcedIds(String condition, List<String> keys) {
    Map<String, String> sourcedIds = new LinkedHashMap<>();
    entities
        .createQuery(
            "select s.user.id, s.value from "
                + KeyArray.K
                + " join UserAttributeEntity s on "
                + condition,
            Object[].class)
        .setParameter("name", SOURCED_ID)
        .setParameter("keys", KeyArray.of(keys))
        .getResultList()
        .forEach(row -> sourcedIds.put((String) row[0], (String) row[1]));
    return sourcedIds;
  }

  private List<Person> people(Map<String, String> sourcedIds, Set<String> attributes) {
    Map<String, Map<String, List<String>>> values = values(sourcedIds.keySet(), attributes);
    return entities
        .createQuery(
            "select u.id, u.username, u.firstName, u.lastName, u.enabled from "
                + KeyArray.K
                + " join UserEntity u on u.id = k and u.realmId = :realm",
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("keys", KeyArray.of(sourcedIds.keySet()))
        .getResultList()
        .stream()
        .map(
            row ->
                person(
                    row,
                    sourcedIds.get((String) row[0]),
                    values.getOrDefault((String) row[0], Map.of())))
        .toList();
  }

  private Map<String, Map<String, List<String>>> values(Set<String> ids, Set<String> attributes) {
    Map<String, Map<String, List<String>>> values = new HashMap<>();
    if (attributes.isEmpty()) {
      return values;
    }
    List<Object[]> rows =
        entities
            .createQuery(
                "select a.user.id, a.name, coalesce(a.value, a.longValue) from "
                    + KeyArray.K
                    + " join UserAttributeEntity a"
                    + " on a.user.id = k and concat(a.name, '') in (:names)",
                Object[].class)
            .setParameter("keys", KeyArray.of(ids))
            .setParameter("names", attributes)
            .getResultList();
    for (Object[] row : rows) {
      values
          .computeIfAbsent((String) row[0], id -> new HashMap<>())
          .computeIfAbsent((String) row[1], name -> new ArrayList<>())
          .add((String) row[2]);
    }
    return values;
  }

  private static Person person(
      Object[] row, String sourcedId, Map<String, List<String>> attributes) {
    return new Person(
        (String) row[0],
        sourcedId,
        (String) row[1],
        (String) row[2],
        (String) row[3],
        (Boolean) row[4],
        attributes);
  }
}
