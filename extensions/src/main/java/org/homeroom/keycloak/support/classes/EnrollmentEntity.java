package org.homeroom.keycloak.support.classes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Somebody's part in a class: one row of HOMEROOM_ENROLLMENT. */
@Entity
@Table(name = "HOMEROOM_ENROLLMENT")
public class EnrollmentEntity extends RosterEntity {
  /** The role of those who are taught; whoever has another one is staff of the class. */
  public static final String STUDENT = "student";

  @Column(name = "CLASS_ID", length = 36, nullable = false)
  private String classId;

  @Column(name = "USER_ID", length = 36, nullable = false)
  private String userId;

  @Column(name = "ROLE", length = 64, nullable = false)
  private String role;

  @Column(name = "IS_PRIMARY", nullable = false)
  private boolean primary;

  protected EnrollmentEntity() {}

  /**
   * @param id a new UUID
   * @param sourcedId its id in the student information system, unique in the realm
   */
  public EnrollmentEntity(String id, String realmId, String sourcedId) {
    super(id, realmId, sourcedId);
  }

  /** {@link ClassEntity#getId()} of the class. */
  public String getClassId() {
    return classId;
  }

  public void setClassId(String classId) {
    this.classId = classId;
  }

  /** Keycloak's id of the person. */
  public String getUserId() {
    return userId;
  }

  public void setUserId(String userId) {
    this.userId = userId;
  }

  /** {@link #STUDENT}, {@code teacher}, {@code aide}, or another role of OneRoster. */
  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  /** Whether this is the class's teacher of record. */
  public boolean isPrimary() {
    return primary;
  }

  public void setPrimary(boolean primary) {
    this.primary = primary;
  }
}
