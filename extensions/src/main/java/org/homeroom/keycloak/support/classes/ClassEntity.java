package org.homeroom.keycloak.support.classes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A class (section) of the roster: one row of HOMEROOM_CLASS. */
@Entity
@Table(name = "HOMEROOM_CLASS")
public class ClassEntity extends RosterEntity {
  @Column(name = "TITLE", nullable = false)
  private String title;

  @Column(name = "SCHOOL", nullable = false)
  private String school;

  @Column(name = "TERM")
  private String term;

  @Column(name = "HOMEROOM", nullable = false)
  private boolean homeroom;

  protected ClassEntity() {}

  /**
   * @param id a new UUID
   * @param sourcedId its id in the student information system, unique in the realm
   */
  public ClassEntity(String id, String realmId, String sourcedId) {
    super(id, realmId, sourcedId);
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }

  /** Code of the school: the name of the group {@code /schools/<code>}. */
  public String getSchool() {
    return school;
  }

  public void setSchool(String school) {
    this.school = school;
  }

  /** {@code sourcedId} of the academic session, or null. */
  public String getTerm() {
    return term;
  }

  public void setTerm(String term) {
    this.term = term;
  }

  /** Whether its students belong to it all day, as those of a kindergarten class do. */
  public boolean isHomeroom() {
    return homeroom;
  }

  public void setHomeroom(boolean homeroom) {
    this.homeroom = homeroom;
  }
}
