package org.homeroom.keycloak.care;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import org.homeroom.keycloak.support.Person;

/**
 * A person as staff look for them.
 *
 * @param kind {@code student} or {@code staff}; null for somebody whom the roster gave no kind
 * @param grade null for employees
 * @param employeeType null for students
 * @param disabledAt when the sync found that the person had left, ISO 8601; null if it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonInCare(
    String sourcedId,
    String userId,
    String username,
    String firstName,
    String lastName,
    String kind,
    String grade,
    List<String> schools,
    String employeeType,
    boolean enabled,
    String disabledAt) {
  private static final String KIND = "personType";
  private static final String GRADE = "grade";
  private static final String SCHOOLS = "schools";
  private static final String EMPLOYEE_TYPE = "employeeType";
  private static final String DISABLED_AT = "disabledAt";

  /** Names of the attributes that are read. */
  static final Set<String> ATTRIBUTES = Set.of(KIND, GRADE, SCHOOLS, EMPLOYEE_TYPE, DISABLED_AT);

  PersonInCare {
    schools = List.copyOf(schools);
  }

  /**
   * @param person with {@link #ATTRIBUTES}
   */
  static PersonInCare of(Person person) {
    return new PersonInCare(
        person.sourcedId(),
        person.id(),
        person.username(),
        person.firstName(),
        person.lastName(),
        person.attribute(KIND).orElse(null),
        person.attribute(GRADE).orElse(null),
        person.values(SCHOOLS),
        person.attribute(EMPLOYEE_TYPE).orElse(null),
        person.enabled(),
        person.attribute(DISABLED_AT).orElse(null));
  }
}
