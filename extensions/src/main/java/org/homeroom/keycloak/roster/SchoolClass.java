package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.homeroom.keycloak.support.classes.Classes.Taught;

/**
 * A class as its teacher sees it.
 *
 * @param school code
 * @param role the caller's: {@code teacher}, {@code aide}, ...
 * @param students by last and first name
 */
public record SchoolClass(
    String sourcedId, String title, String school, String role, List<Student> students) {

  /**
   * A student of the class.
   *
   * @param id Keycloak's user id
   * @param grade absent where the roster gives none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Student(
      String id,
      String sourcedId,
      String username,
      String firstName,
      String lastName,
      String grade,
      boolean enabled) {
    static final String GRADE = "grade";

    private static final Comparator<String> BY_TEXT =
        Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER);

    static final Comparator<Student> BY_NAME =
        Comparator.comparing(Student::lastName, BY_TEXT)
            .thenComparing(Student::firstName, BY_TEXT)
            .thenComparing(Student::sourcedId);

    static Student of(Person person) {
      return new Student(
          person.id(),
          person.sourcedId(),
          person.username(),
          person.firstName(),
          person.lastName(),
          person.attribute(GRADE).orElse(null),
          person.enabled());
    }
  }

  static SchoolClass of(Taught taught, Collection<String> studentIds, Map<String, Person> people) {
    ClassEntity entity = taught.schoolClass();
    return new SchoolClass(
        entity.getSourcedId(),
        entity.getTitle(),
        entity.getSchool(),
        taught.role(),
        studentIds.stream()
            .map(people::get)
            .filter(Objects::nonNull)
            .map(Student::of)
            .sorted(Student.BY_NAME)
            .toList());
  }
}
