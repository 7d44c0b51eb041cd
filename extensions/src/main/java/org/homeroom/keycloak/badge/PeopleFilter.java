package org.homeroom.keycloak.badge;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.homeroom.keycloak.badge.BadgeHolder.Kind;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.Refusal;

/**
 * Which people badges are wanted for; what is empty admits everybody.
 *
 * @param people {@code sourcedId}s: these, and nobody else
 * @param kind students or staff
 * @param schools codes: people of one of them
 * @param grades codes
 * @param classes {@code sourcedId}s: students of one of them
 * @param employeeTypes as the roster has them
 * @param specialEd whether people have the special-ed mark
 * @param withoutBadge whether people with a badge that works are left out
 */
record PeopleFilter(
    List<String> people,
    Optional<Kind> kind,
    Set<String> schools,
    Set<String> grades,
    List<String> classes,
    Set<String> employeeTypes,
    Optional<Boolean> specialEd,
    boolean withoutBadge) {
  static final String SCHOOLS = "schools";
  static final String EMPLOYEE_TYPE = "employeeType";

  private static final String PERSON = "person";
  private static final String KIND = "kind";
  private static final String SCHOOL = "school";
  private static final String GRADE = "grade";
  private static final String CLASS = "class";
  private static final String SPECIAL_ED = "specialEd";
  private static final String WITHOUT_BADGE = "withoutBadge";
  private static final Set<String> PARAMETERS =
      new TreeSet<>(
          Set.of(PERSON, KIND, SCHOOL, GRADE, CLASS, EMPLOYEE_TYPE, SPECIAL_ED, WITHOUT_BADGE));

  PeopleFilter {
    people = List.copyOf(people);
    schools = Set.copyOf(schools);
    grades = Set.copyOf(grades);
    classes = List.copyOf(classes);
    employeeTypes = Set.copyOf(employeeTypes);
  }

  /**
   * The filter that a request asks for.
   *
   * @param query its parameters
   * @throws Refusal 400 that names the parameter that is unknown or has a wrong value
   */
  static PeopleFilter of(MultivaluedMap<String, String> query) {
    for (String name : query.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw Refusal.invalidRequest(
            "Unknown parameter '%s'. This call takes: %s."
                .formatted(name, String.join(", ", PARAMETERS)));
      }
    }
    return new PeopleFilter(
        all(query, PERSON).stream().distinct().toList(),
        one(query, KIND).map(PeopleFilter::kind),
        Set.copyOf(new TreeSet<>(all(query, SCHOOL))),
        Set.copyOf(new TreeSet<>(all(query, GRADE))),
        all(query, CLASS).stream().distinct().toList(),
        Set.copyOf(new TreeSet<>(all(query, EMPLOYEE_TYPE))),
        one(query, SPECIAL_ED).map(value -> flag(SPECIAL_ED, value)),
        one(query, WITHOUT_BADGE).map(value -> flag(WITHOUT_BADGE, value)).orElse(false));
  }

  private static List<String> all(MultivaluedMap<String, String> query, String name) {
    return query.getOrDefault(name, List.of());
  }

  private static Optional<String> one(MultivaluedMap<String, String> query, String name) {
    List<String> values = all(query, name);
    if (values.size() > 1) {
      throw Refusal.invalidRequest("Parameter '%s' may be given once only.".formatted(name));
    }
    return values.stream().findFirst();
  }

  private static Kind kind(String value) {
    return switch (value) {
      case "student" -> Kind.STUDENT;
      case "staff" -> Kind.STAFF;
      default ->
          throw Refusal.invalidRequest("Parameter '%s' must be student or staff.".formatted(KIND));
    };
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Refusal.invalidRequest("Parameter '%s' must be true or false.".formatted(name));
    };
  }

  /**
   * Whether the person is one of them, as far as the person's own attributes tell.
   *
   * @param person with {@link #SCHOOLS} and {@link #EMPLOYEE_TYPE}
   */
  boolean admits(Person person, BadgeHolder holder) {
    return holder.kind() != Kind.OTHER
        && kind.map(wanted -> wanted == holder.kind()).orElse(true)
        && specialEd.map(wanted -> wanted == holder.specialEd()).orElse(true)
        && (grades.isEmpty() || grades.contains(holder.grade()))
        && (schools.isEmpty() || person.values(SCHOOLS).stream().anyMatch(schools::contains))
        && (employeeTypes.isEmpty()
            || person.values(EMPLOYEE_TYPE).stream().anyMatch(employeeTypes::contains));
  }
}
