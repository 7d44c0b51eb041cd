package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.homeroom.keycloak.support.LaunchRole;
import org.homeroom.keycloak.support.SchoolGroups;
import org.keycloak.models.jpa.entities.GroupEntity;

/** What a sync has written, by kind of record: one query each, a line of JSON a record. */
enum State {
  PEOPLE(
      "people",
      "select u.id, u.username, u.email, u.enabled from UserEntity u where u.realmId = :realm") {
    @Override
    void write(RosterDatabase database, JsonGenerator json) throws IOException {
      PersonLines lines = new PersonLines(new StoredPeople(database)::valuesNamed, json);
      try (ScrollableResults<Object[]> rows = scroll(database)) {
        while (rows.next()) {
          lines.add(rows.get());
        }
      }
      lines.flush();
    }
  },

  CLASSES(
      "classes",
      "select c.sourcedId, c.rosterHash from ClassEntity c where c.realmId = :realm",
      "sourcedId",
      "rosterHash"),

  ENROLLMENTS(
      "enrollments",
      "select e.sourcedId, e.rosterHash from EnrollmentEntity e where e.realmId = :realm",
      "sourcedId",
      "rosterHash"),

  SCHOOLS(
      "schools",
      "select g.name, g.id, h.value from GroupEntity g"
          + " join GroupEntity root on root.id = g.parentId and root.parentId = '"
          + GroupEntity.TOP_PARENT_ID
          + "' and root.name = '"
          + SchoolGroups.ROOT
          + "' join GroupAttributeEntity s on s.group = g and s.name = '"
          + RosterAttributes.SOURCED_ID
          + "' left join GroupAttributeEntity h on h.group = g and h.name = '"
          + RosterAttributes.HASH
          + "' where g.realm = :realm and g.type = 0",
      "code",
      "id",
      "rosterHash"),

  ACCESS_PROFILES(
      "access-profiles",
      "select p.name, c.clientId from RoleEntity p"
          + " left join CompositeRoleEntity k on k.parentRole = p"
          + " left join RoleEntity r on r = k.childRole and r.name = '"
          + LaunchRole.NAME
          + "' left join ClientEntity c on c.id = r.clientId"
          + " where p.realmId = :realm and p.clientRole = false and p.name like '"
          + RosterRoles.ACCESS_PREFIX
          + "%'") {
    /** There are few, and several rows make one record. */
    @Override
    void write(RosterDatabase database, JsonGenerator json) throws IOException {
      Map<String, TreeSet<String>> profiles = new TreeMap<>();
      try (ScrollableResults<Object[]> rows = scroll(database)) {
        while (rows.next()) {
          Object[] row = rows.get();
          TreeSet<String> launch =
              profiles.computeIfAbsent((String) row[0], name -> new TreeSet<>());
          if (row[1] != null) {
            launch.add((String) row[1]);
          }
        }
      }
      for (Map.Entry<String, TreeSet<String>> profile : profiles.entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", profile.getKey());
        json.writeArrayFieldStart("launch");
        for (String clientId : profile.getValue()) {
          json.writeString(clientId);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
  };

  /** So many rows come from the database at a time. */
  private static final int FETCH_SIZE = 2_000;

  private final String parameter;
  private final String hql;
  private final List<String> fields;

  /**
   * @param parameter value of the parameter {@code of}
   * @param fields of a record, if each row of the query is one: a text, or null for none
   */
  State(String parameter, String hql, String... fields) {
    this.parameter = parameter;
    this.hql = hql;
    this.fields = List.of(fields);
  }

  static Optional<State> of(String parameter) {
    for (State state : values()) {
      if (state.parameter.equals(parameter)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Writes all records of the realm, without holding more than a few thousand at a time. */
  void write(RosterDatabase database, JsonGenerator json) throws IOException {
    try (ScrollableResults<Object[]> rows = scroll(database)) {
      while (rows.next()) {
        Object[] row = rows.get();
        json.writeStartObject();
        for (int column = 0; column < row.length; column++) {
          if (row[column] != null) {
            json.writeStringField(fields.get(column), (String) row[column]);
          }
        }
        json.writeEndObject();
      }
    }
  }

  ScrollableResults<Object[]> scroll(RosterDatabase database) {
    return database.select(hql).setFetchSize(FETCH_SIZE).scroll(ScrollMode.FORWARD_ONLY);
  }
}
