package org.homeroom.keycloak.badge;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.homeroom.keycloak.support.Person;
import org.keycloak.models.UserModel;

/**
 * What the policy has to know of a person.
 *
 * @param grade a grade code; empty where there is none
 * @param campuses codes of the person's schools
 */
record BadgeHolder(Kind kind, String grade, boolean specialEd, Set<String> campuses) {
  static final String GRADE = "grade";

  private static final String PERSON_TYPE = "personType";
  private static final String SPECIAL_ED = "specialEd";
  private static final String SCHOOLS = "schools";

  /** Names of the attributes that are read. */
  static final Set<String> ATTRIBUTES = Set.of(PERSON_TYPE, GRADE, SPECIAL_ED, SCHOOLS);

  BadgeHolder {
    campuses = Set.copyOf(campuses);
  }

  enum Kind {
    STUDENT,
    STAFF,
    /** Whoever does not come from the roster. */
    OTHER
  }

  static BadgeHolder of(UserModel user) {
    return of(name -> user.getAttributeStream(name).toList());
  }

  static BadgeHolder of(Person person) {
    return of(name -> person.attributes().getOrDefault(name, List.of()));
  }

  private static BadgeHolder of(Function<String, List<String>> attributes) {
    return new BadgeHolder(
        kind(first(attributes.apply(PERSON_TYPE))),
        first(attributes.apply(GRADE)),
        Boolean.parseBoolean(first(attributes.apply(SPECIAL_ED))),
        Set.copyOf(attributes.apply(SCHOOLS)));
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.get(0);
  }

  private static Kind kind(String personType) {
    return switch (personType) {
      case "student" -> Kind.STUDENT;
      case "staff" -> Kind.STAFF;
      default -> Kind.OTHER;
    };
  }
}
