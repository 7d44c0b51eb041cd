package org.homeroom.keycloak.roster.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Who may write the roster of a realm: its one row of HOMEROOM_LEASE. */
@Entity
@Table(name = "HOMEROOM_LEASE")
public class LeaseEntity {
  @Id
  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "TOKEN", length = 64)
  private String token;

  @Column(name = "HOLDER")
  private String holder;

  @Column(name = "TAKEN_AT", nullable = false)
  private long takenAt;

  @Column(name = "EXPIRES_AT", nullable = false)
  private long expiresAt;

  protected LeaseEntity() {}

  /** A lease that nobody holds. */
  public LeaseEntity(String realmId) {
    this.realmId = realmId;
  }

  public String getRealmId() {
    return realmId;
  }

  /** Null if it was given back. */
  Lease getLease() {
    return token == null ? null : new Lease(token, holder, takenAt, expiresAt);
  }

  /** Null gives it back. */
  void setLease(Lease lease) {
    this.token = lease == null ? null : lease.token();
    this.holder = lease == null ? null : lease.holder();
    this.takenAt = lease == null ? 0 : lease.takenAt();
    this.expiresAt = lease == null ? 0 : lease.expiresAt();
  }
}
