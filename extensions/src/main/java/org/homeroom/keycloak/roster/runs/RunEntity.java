package org.homeroom.keycloak.roster.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a run did: one row of HOMEROOM_RUN. */
@Entity
@Table(name = "HOMEROOM_RUN")
public class RunEntity {
  @Id
  @Column(name = "ID", length = 64)
  private String id;

  @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
  private String realmId;

  @Column(name = "STORED_AT", nullable = false, updatable = false)
  private long storedAt;

  @Column(name = "RECORD", nullable = false)
  private String record;

  @Column(name = "CHANGES", nullable = false)
  private String changes;

  protected RunEntity() {}

  /**
   * @param id the run's own, unique over all realms
   * @param storedAt the database's clock when it came in first, in milliseconds since 1970
   */
  public RunEntity(String id, String realmId, long storedAt) {
    this.id = id;
    this.realmId = realmId;
    this.storedAt = storedAt;
  }

  public String getId() {
    return id;
  }

  public String getRealmId() {
    return realmId;
  }

  public long getStoredAt() {
    return storedAt;
  }

  /** The record as it was sent, JSON, without {@code changes}. */
  public String getRecord() {
    return record;
  }

  public void setRecord(String record) {
    this.record = record;
  }

  /** Whom the run changed: a JSON array. */
  public String getChanges() {
    return changes;
  }

  public void setChanges(String changes) {
    this.changes = changes;
  }
}
