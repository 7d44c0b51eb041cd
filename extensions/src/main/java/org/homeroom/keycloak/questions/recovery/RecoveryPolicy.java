package org.homeroom.keycloak.questions.recovery;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.questions.QuestionPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * Who may recover a password, and how.
 *
 * @param questions whether security questions are asked; where not, only employees recover, by
 *     e-mail and a second factor
 * @param ask how many of a person's questions are asked
 * @param students whether students recover by themselves
 * @param grades those of students who may
 * @param byEmail whether an e-mail address may be typed in place of the username
 */
record RecoveryPolicy(
    boolean questions, int ask, boolean students, Set<String> grades, boolean byEmail) {
  static final String ASK = "homeroom.recovery.ask";
  static final String STUDENTS = "homeroom.recovery.students";
  static final String GRADES = "homeroom.recovery.grades";
  static final String BY_EMAIL = "homeroom.recovery.by-email";

  private static final int DEFAULT_ASK = 2;
  private static final String BY_QUESTIONS = "questions";
  private static final String STAFF_ROLE = "staff";

  RecoveryPolicy {
    grades = Set.copyOf(grades);
  }

  /** The policy of a realm; where nothing is said students are sent to their campus. */
  static RecoveryPolicy of(RealmModel realm) {
    return new RecoveryPolicy(
        QuestionPolicy.of(realm).enabled(),
        realm.getAttribute(ASK, DEFAULT_ASK),
        BY_QUESTIONS.equals(realm.getAttribute(STUDENTS)),
        Arrays.stream(Optional.ofNullable(realm.getAttribute(GRADES)).orElse("").split(","))
            .map(String::strip)
            .filter(grade -> !grade.isEmpty())
            .collect(Collectors.toSet()),
        realm.isLoginWithEmailAllowed()
            && !realm.getSmtpConfig().isEmpty()
            && realm.getAttribute(BY_EMAIL, false));
  }

  /**
   * Whether what was typed is taken for an e-mail address. Only its form says so: whoever is asked
   * for it must not learn from that whether there is such an account.
   */
  boolean isAddress(String typed) {
    return byEmail && typed.indexOf('@') >= 0;
  }

  /** Whether somebody recovers the own password here. */
  boolean admits(RealmModel realm, UserModel person) {
    if (!person.isEnabled()) {
      return false;
    }
    return !isOnlyStudent(realm, person) || questions && students && isOfTheGrades(person);
  }

  private boolean isOfTheGrades(UserModel student) {
    return Optional.ofNullable(student.getFirstAttribute("grade"))
        .filter(grades::contains)
        .isPresent();
  }

  /**
   * Whether enough is proved: by students the questions, by everybody else two of questions, e-mail
   * and second factor.
   */
  static boolean isEnough(RealmModel realm, UserModel person, Set<String> proofs) {
    return isOnlyStudent(realm, person) ? proofs.contains(Proofs.QUESTIONS) : proofs.size() >= 2;
  }

  /** A student who works for the district has an employee's powers. */
  static boolean isOnlyStudent(RealmModel realm, UserModel person) {
    RoleModel staff = realm.getRole(STAFF_ROLE);
    return "student".equals(person.getFirstAttribute("personType"))
        && (staff == null || !person.hasRole(staff));
  }
}
