package org.homeroom.keycloak.claim;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Person;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Who claims an account, and what they prove themselves with. It is kept in attributes of the
 * realm, because issuing and claiming have to agree; nobody claims where they are missing.
 *
 * @param grades codes of the grades whose students claim
 * @param students what students prove
 * @param staff what employees prove; empty if they do not claim
 * @param days for which a code is good
 */
record ClaimPolicy(Set<String> grades, Optional<Proof> students, Optional<Proof> staff, int days) {
  static final String GRADES = "homeroom.claim.grades";
  static final String STUDENTS = "homeroom.claim.students";
  static final String STAFF = "homeroom.claim.staff";
  static final String DAYS = "homeroom.claim.days";

  static final String GRADE = "grade";
  static final String PERSON_TYPE = "personType";

  /** When somebody claimed: whoever has it has claimed. */
  static final String CLAIMED = "claimedAt";

  static final String LANGUAGE = UserModel.LOCALE;

  /** Names of the attributes of a person that are read. */
  static final Set<String> ATTRIBUTES = Set.of(PERSON_TYPE, GRADE, CLAIMED, LANGUAGE);

  private static final int DEFAULT_DAYS = 30;

  ClaimPolicy {
    grades = Set.copyOf(grades);
  }

  static ClaimPolicy of(RealmModel realm) {
    return of(realm::getAttribute);
  }

  static ClaimPolicy of(UnaryOperator<String> attributes) {
    return new ClaimPolicy(
        Arrays.stream(text(attributes, GRADES).split(","))
            .map(String::strip)
            .filter(grade -> !grade.isEmpty())
            .collect(Collectors.toSet()),
        Proof.of(text(attributes, STUDENTS)),
        Proof.of(text(attributes, STAFF)),
        days(text(attributes, DAYS)));
  }

  private static String text(UnaryOperator<String> attributes, String name) {
    return Optional.ofNullable(attributes.apply(name)).orElse("");
  }

  private static int days(String text) {
    try {
      return Math.max(1, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_DAYS;
    }
  }

  /**
   * What a person of this kind and grade proves; empty for those who never claim.
   *
   * @param personType null where there is none
   * @param grade null where there is none
   */
  Optional<Proof> proofOf(String personType, String grade) {
    if ("staff".equals(personType)) {
      return staff;
    }
    return "student".equals(personType) && grade != null && grades.contains(grade)
        ? students
        : Optional.empty();
  }

  Optional<Proof> proofOf(UserModel person) {
    return proofOf(person.getFirstAttribute(PERSON_TYPE), person.getFirstAttribute(GRADE));
  }

  /**
   * Whether codes are issued for a person.
   *
   * @param person with {@link #ATTRIBUTES}
   */
  boolean admits(Person person) {
    return proofOf(person.attribute(PERSON_TYPE).orElse(null), person.attribute(GRADE).orElse(null))
        .isPresent();
  }

  /** Whether there are people who prove this. */
  boolean asksFor(Proof proof) {
    return students.filter(proof::equals).isPresent() && !grades.isEmpty()
        || staff.filter(proof::equals).isPresent();
  }

  /** The last day of codes that are issued on a day without another one. */
  LocalDate lastDay(LocalDate today) {
    return today.plusDays(days);
  }
}
