package org.homeroom.keycloak.badge;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.homeroom.keycloak.support.Person;
import org.keycloak.models.UserModel;

/**
 * What the policy has to know of a person.
 *
 * @param grade a grade code; empty where there is none
 */
record BadgeHolder(Kind kind, String grade, boolean specialEd) {
  static final String GRADE = "grade";

  private static final String PERSON_TYPE = "personType";
  private static final String SPECIAL_ED = "specialEd";

  /** Names of the attributes that are read. */
  static final Set<String> ATTRIBUTES = Set.of(PERSON_TYPE, GRADE, SPECIAL_ED);

  enum Kind {
    STUDENT,
    STAFF,
    /** Whoever does not come from the roster. */
    OTHER
  }

  static BadgeHolder of(UserModel user) {
    return of(name -> Optional.ofNullable(user.getFirstAttribute(name)));
  }

  static BadgeHolder of(Person person) {
    return of(person::attribute);
  }

  private static BadgeHolder of(Function<String, Optional<String>> attribute) {
    return new BadgeHolder(
        kind(attribute.apply(PERSON_TYPE).orElse("")),
        attribute.apply(GRADE).orElse(""),
        attribute.apply(SPECIAL_ED).map(Boolean::parseBoolean).orElse(false));
  }

  private static Kind kind(String personType) {
    return switch (personType) {
      case "student" -> Kind.STUDENT;
      case "staff" -> Kind.STAFF;
      default -> Kind.OTHER;
    };
  }
}
