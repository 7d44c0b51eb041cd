package org.homeroom.keycloak.roster.runs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The records of one realm's runs, newest first. */
public final class Runs {
  private static final String CHANGES = "changes";
  private static final String SOURCED_ID = "sourcedId";

  private final EntityManager entities;
  private final String realmId;

  public Runs(KeycloakSession session, String realmId) {
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.realmId = realmId;
  }

  /**
   * Keeps a record; one of the same run is replaced.
   *
   * @return false if the id is that of another realm's run
   */
  boolean keep(String id, ObjectNode record) {
    RunEntity row = entities.find(RunEntity.class, id);
    if (row == null) {
      row = new RunEntity(id, realmId, Leases.now(entities));
    } else if (!row.getRealmId().equals(realmId)) {
      return false;
    }
    JsonNode changes = record.remove(CHANGES);
    row.setRecord(record.toString());
    row.setChanges(changes instanceof ArrayNode ? changes.toString() : "[]");
    entities.persist(row);
    return true;
  }

  /** Forgets what came in longer ago than that. */
  void forgetOlderThan(Duration age) {
    entities
        .createQuery("delete from RunEntity r where r.realmId = :realm and r.storedAt < :before")
        .setParameter("realm", realmId)
        .setParameter("before", Leases.now(entities) - age.toMillis())
        .executeUpdate();
  }

  /** Records without their changes. */
  List<ObjectNode> latest(int most) {
    return entities
        .createQuery(
            "select r.record from RunEntity r where r.realmId = :realm"
                + " order by r.storedAt desc, r.id desc",
            String.class)
        .setParameter("realm", realmId)
        .setMaxResults(most)
        .getResultList()
        .stream()
        .map(Runs::read)
        .toList();
  }

  /** Records of runs that changed somebody, with what they changed of that person only. */
  List<ObjectNode> ofPerson(String sourcedId, int most) {
    return entities
        .createQuery(
            "select r from RunEntity r where r.realmId = :realm and locate(:named, r.changes) > 0"
                + " order by r.storedAt desc, r.id desc",
            RunEntity.class)
        .setParameter("realm", realmId)
        .setParameter("named", Body.JSON.createObjectNode().textNode(sourcedId).toString())
        .setMaxResults(most)
        .getResultList()
        .stream()
        .map(row -> with(row, Optional.of(sourcedId)))
        .filter(record -> !record.path(CHANGES).isEmpty())
        .toList();
  }

  /** A record with all its changes. */
  Optional<ObjectNode> one(String id) {
    return Optional.ofNullable(entities.find(RunEntity.class, id))
        .filter(row -> row.getRealmId().equals(realmId))
        .map(row -> with(row, Optional.empty()));
  }

  private static ObjectNode with(RunEntity row, Optional<String> sourcedId) {
    ObjectNode record = read(row.getRecord());
    ArrayNode changes = record.putArray(CHANGES);
    for (JsonNode change : tree(row.getChanges())) {
      if (sourcedId.isEmpty() || sourcedId.get().equals(change.path(SOURCED_ID).asText())) {
        changes.add(change);
      }
    }
    return record;
  }

  private static ObjectNode read(String record) {
    return (ObjectNode) tree(record);
  }

  private static JsonNode tree(String json) {
    try {
      return Body.JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalStateException("a row of HOMEROOM_RUN is not JSON", e);
    }
  }
}
