package org.homeroom.keycloak.support.classes;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Reads the classes of a realm and who is in them. Each call is one query; a call is good for
 * 10,000 ids.
 */
public final class Classes {
  private final RealmModel realm;
  private final EntityManager entities;

  public Classes(KeycloakSession session, RealmModel realm) {
    this.realm = realm;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  /**
   * A class and the part that somebody of its staff has in it.
   *
   * @param role {@code teacher}, {@code aide}, ...: anything but {@code student}
   */
  public record Taught(ClassEntity schoolClass, String role) {}

  /**
   * @return by {@code sourcedId}; what is not found is absent
   */
  public Map<String, ClassEntity> bySourcedId(Collection<String> sourcedIds) {
    Map<String, ClassEntity> found = new LinkedHashMap<>();
    entities
        .createQuery(
            "select c from ClassEntity c where c.realmId = :realm and c.sourcedId in (:ids)",
            ClassEntity.class)
        .setParameter("realm", realm.getId())
        .setParameter("ids", sourcedIds)
        .getResultList()
        .forEach(schoolClass -> found.put(schoolClass.getSourcedId(), schoolClass));
    return found;
  }

  /** The classes that a person has a role in other than {@code student}, one entry a role. */
  public List<Taught> taughtBy(String userId) {
    return entities
        .createQuery(
            "select distinct c, e.role from EnrollmentEntity e, ClassEntity c"
                + " where c.id = e.classId and e.realmId = :realm and e.userId = :user"
                + " and e.role <> :student order by c.title, c.sourcedId",
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("user", userId)
        .setParameter("student", EnrollmentEntity.STUDENT)
        .getResultList()
        .stream()
        .map(row -> new Taught((ClassEntity) row[0], (String) row[1]))
        .toList();
  }

  /**
   * @param classIds {@link ClassEntity#getId()}
   * @return Keycloak's ids of all students of these classes
   */
  public Set<String> studentIdsIn(Collection<String> classIds) {
    Set<String> all = new HashSet<>();
    studentIdsByClass(classIds).values().forEach(all::addAll);
    return all;
  }

  /**
   * @param classIds {@link ClassEntity#getId()}
   * @return Keycloak's ids of the students of each class; a class without any is absent
   */
  public Map<String, Set<String>> studentIdsByClass(Collection<String> classIds) {
    Map<String, Set<String>> students = new HashMap<>();
    entities
        .createQuery(
            "select e.classId, e.userId from EnrollmentEntity e"
                + " where e.realmId = :realm and e.classId in (:classes) and e.role = :student",
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("classes", classIds)
        .setParameter("student", EnrollmentEntity.STUDENT)
        .getResultList()
        .forEach(
            row ->
                students
                    .computeIfAbsent((String) row[0], id -> new HashSet<>())
                    .add((String) row[1]));
    return students;
  }

  /**
   * @param userIds Keycloak's ids of students
   * @return the homeroom of each, of several the first by title; who has none is absent
   */
  public Map<String, ClassEntity> homeroomsOf(Collection<String> userIds) {
    Map<String, ClassEntity> homerooms = new HashMap<>();
    entities
        .createQuery(
            "select e.userId, c from EnrollmentEntity e, ClassEntity c"
                + " where c.id = e.classId and c.homeroom = true and e.realmId = :realm"
                + " and e.userId in (:people) and e.role = :student order by c.title, c.sourcedId",
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("people", userIds)
        .setParameter("student", EnrollmentEntity.STUDENT)
        .getResultList()
        .forEach(row -> homerooms.putIfAbsent((String) row[0], (ClassEntity) row[1]));
    return homerooms;
  }

  /** Whether a person has any part in any class. */
  public boolean isInAny(String userId) {
    return !entities
        .createQuery(
            "select e.id from EnrollmentEntity e where e.realmId = :realm and e.userId = :user",
            String.class)
        .setParameter("realm", realm.getId())
        .setParameter("user", userId)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
