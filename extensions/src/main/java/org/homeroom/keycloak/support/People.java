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

  /** PostgreSQL takes 65,535 parameters, but plans lists of this size quickest. */
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
    return load("s.value in (:keys)", sourcedIds, attributes, true);
  }

  /**
   * @param attributes names of the attributes to read besides
   * @return by Keycloak's user id; who is not found, or has no {@code sourcedId}, is absent
   */
  public Map<String, Person> byId(Collection<String> ids, Set<String> attributes) {
    return load("u.id in (:keys)", ids, attributes, false);
  }

  private Map<String, Person> load(
      String condition, Collection<String> keys, Set<String> attributes, boolean bySourcedId) {
    Map<String, Person> found = new LinkedHashMap<>();
    for (List<String> chunk : Chunks.of(keys, CHUNK)) {
      List<Object[]> rows = core(condition, chunk);
      Map<String, Map<String, List<String>>> values = values(rows, attributes);
      for (Object[] row : rows) {
        Person person = person(row, values.getOrDefault((String) row[0], Map.of()));
        found.put(bySourcedId ? person.sourcedId() : person.id(), person);
      }
    }
    return found;
  }

  /** A {@code sourcedId} has at most 255 characters, so it is never in the column for long ones. */
  private List<Object[]> core(String condition, List<String> keys) {
    return entities
        .createQuery(
            "select u.id, s.value, u.username, u.firstName, u.lastName, u.enabled"
                + " from UserAttributeEntity s join s.user u"
                + " where u.realmId = :realm and s.name = :sourcedId and "
                + condition,
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("sourcedId", SOURCED_ID)
        .setParameter("keys", keys)
        .getResultList();
  }

  private Map<String, Map<String, List<String>>> values(
      List<Object[]> people, Set<String> attributes) {
    if (people.isEmpty() || attributes.isEmpty()) {
      return Map.of();
    }
    List<Object[]> rows =
        entities
            .createQuery(
                "select a.user.id, a.name, coalesce(a.value, a.longValue)"
                    + " from UserAttributeEntity a"
                    + " where a.user.id in (:ids) and a.name in (:names)",
                Object[].class)
            .setParameter("ids", people.stream().map(row -> row[0]).toList())
            .setParameter("names", attributes)
            .getResultList();
    Map<String, Map<String, List<String>>> values = new HashMap<>();
    for (Object[] row : rows) {
      values
          .computeIfAbsent((String) row[0], id -> new HashMap<>())
          .computeIfAbsent((String) row[1], name -> new ArrayList<>())
          .add((String) row[2]);
    }
    return values;
  }

  private static Person person(Object[] row, Map<String, List<String>> attributes) {
    return new Person(
        (String) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (Boolean) row[5],
        attributes);
  }
}
