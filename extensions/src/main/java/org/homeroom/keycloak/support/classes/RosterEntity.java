package org.homeroom.keycloak.support.classes;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** A record of the roster in a table of our own. */
@MappedSuperclass
public abstract class RosterEntity {
  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
  private String realmId;

  @Column(name = "SOURCED_ID", nullable = false, updatable = false)
  private String sourcedId;

  @Column(name = "ROSTER_HASH", nullable = false)
  private String rosterHash;

  protected RosterEntity() {}

  /**
   * @param id a new UUID
   * @param sourcedId its id in the student information system, unique in the realm
   */
  protected RosterEntity(String id, String realmId, String sourcedId) {
    this.id = id;
    this.realmId = realmId;
    this.sourcedId = sourcedId;
  }

  /** Key of the table. */
  public String getId() {
    return id;
  }

  public String getRealmId() {
    return realmId;
  }

  public String getSourcedId() {
    return sourcedId;
  }

  /** Of what the roster said of it last. */
  public String getRosterHash() {
    return rosterHash;
  }

  public void setRosterHash(String rosterHash) {
    this.rosterHash = rosterHash;
  }
}
