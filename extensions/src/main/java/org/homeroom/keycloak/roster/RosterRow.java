package org.homeroom.keycloak.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of a batch, read and checked for everything that can be checked without the database. */
sealed interface RosterRow {

  /** What the row is about: no two rows of a batch may have the same. */
  String subject();

  /** A campus: the group {@code /schools/<code>}. */
  record SchoolPut(String sourcedId, String rosterHash, String code, String name)
      implements RosterRow {
    @Override
    public String subject() {
      return "school " + sourcedId;
    }
  }

  /**
   * A realm role that opens applications.
   *
   * @param name begins with {@link RosterRoles#ACCESS_PREFIX}
   * @param launch client ids
   */
  record AccessProfilePut(String name, List<String> launch) implements RosterRow {
    @Override
    public String subject() {
      return "access-profile " + name;
    }
  }

  /** A row about a person. */
  sealed interface OfPerson extends RosterRow {
    String sourcedId();

    @Override
    default String subject() {
      return "person " + sourcedId();
    }
  }

  /**
   * What a person's account is to be.
   *
   * @param username in lower case
   * @param email in lower case
   * @param attributes by name; a name with an empty list takes the attribute away
   * @param schools codes
   * @param roles names of realm roles
   */
  record PersonPut(
      String sourcedId,
      String rosterHash,
      String username,
      Optional<String> email,
      String firstName,
      String lastName,
      boolean enabled,
      Map<String, List<String>> attributes,
      List<String> schools,
      Kind kind,
      List<String> roles,
      Optional<String> accessProfile)
      implements OfPerson {}

  /** Somebody who has left. */
  record PersonDisable(String sourcedId) implements OfPerson {}

  /** A row about a class. */
  sealed interface OfClass extends RosterRow {
    String sourcedId();

    @Override
    default String subject() {
      return "class " + sourcedId();
    }
  }

  /**
   * @param school code
   * @param term {@code sourcedId} of the academic session
   * @param homeroom whether its students belong to it all day
   */
  record ClassPut(
      String sourcedId,
      String rosterHash,
      String title,
      String school,
      Optional<String> term,
      boolean homeroom)
      implements OfClass {}

  /** A class that is no more; its enrollments go with it. */
  record ClassRemove(String sourcedId) implements OfClass {}

  /** A row about somebody's part in a class. */
  sealed interface OfEnrollment extends RosterRow {
    String sourcedId();

    @Override
    default String subject() {
      return "enrollment " + sourcedId();
    }
  }

  /**
   * @param schoolClass {@code sourcedId} of the class
   * @param person {@code sourcedId} of the person
   */
  record EnrollmentPut(
      String sourcedId,
      String rosterHash,
      String schoolClass,
      String person,
      String role,
      boolean primary)
      implements OfEnrollment {}

  /** A part in a class that has ended. */
  record EnrollmentRemove(String sourcedId) implements OfEnrollment {}

  /** Which group of a school somebody belongs to. */
  enum Kind {
    STUDENTS("students"),
    STAFF("staff");

    private final String groupName;

    Kind(String groupName) {
      this.groupName = groupName;
    }

    /** Name of the group below {@code /schools/<code>}, and of the kind in a row. */
    String groupName() {
      return groupName;
    }

    static Optional<Kind> named(String name) {
      for (Kind kind : values()) {
        if (kind.groupName.equals(name)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
