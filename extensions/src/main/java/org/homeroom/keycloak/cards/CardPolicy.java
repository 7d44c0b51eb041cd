package org.homeroom.keycloak.cards;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Person;
import org.keycloak.models.RealmModel;

/**
 * Which students may have a card; employees never may.
 *
 * @param grades codes
 * @param specialEd whether students with the special-ed mark may, whatever their grade
 */
record CardPolicy(Set<String> grades, boolean specialEd) {
  static final String GRADES = "homeroom.card.grades";
  static final String SPECIAL_ED = "homeroom.card.special-ed";

  static final String GRADE = "grade";
  private static final String PERSON_TYPE = "personType";
  private static final String SPECIAL_ED_MARK = "specialEd";

  /** Names of the attributes of a person that are read. */
  static final Set<String> ATTRIBUTES = Set.of(PERSON_TYPE, GRADE, SPECIAL_ED_MARK);

  CardPolicy {
    grades = Set.copyOf(grades);
  }

  /** The policy of a realm; nobody may where the attributes are missing. */
  static CardPolicy of(RealmModel realm) {
    return new CardPolicy(
        Arrays.stream(attribute(realm, GRADES).split(","))
            .map(String::strip)
            .filter(grade -> !grade.isEmpty())
            .collect(Collectors.toSet()),
        Boolean.parseBoolean(attribute(realm, SPECIAL_ED)));
  }

  private static String attribute(RealmModel realm, String name) {
    return Optional.ofNullable(realm.getAttribute(name)).orElse("");
  }

  /**
   * @param person with {@link #ATTRIBUTES}
   */
  boolean admits(Person person) {
    boolean marked = person.attribute(SPECIAL_ED_MARK).map(Boolean::parseBoolean).orElse(false);
    return person.attribute(PERSON_TYPE).filter("student"::equals).isPresent()
        && (person.attribute(GRADE).filter(grades::contains).isPresent() || specialEd && marked);
  }
}
