package org.homeroom.keycloak.badge;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Refusal;
import org.keycloak.models.RealmModel;

/**
 * Who may have a badge and sign in with it. It is kept in attributes of the realm, and not in a
 * flow's configuration, because issuing and signing in have to agree.
 *
 * @param grades codes of the grades whose students may
 * @param specialEd whether students with the special-ed mark may, whatever their grade
 * @param staff whether employees may; a one-time code has to follow
 */
record BadgePolicy(Set<String> grades, boolean specialEd, boolean staff) {
  static final String GRADES = "homeroom.badge.grades";
  static final String SPECIAL_ED = "homeroom.badge.special-ed";
  static final String STAFF = "homeroom.badge.staff";
  static final String EXPIRES = "homeroom.badge.expires";

  BadgePolicy {
    grades = Set.copyOf(grades);
  }

  /** The policy of a realm; nobody may where the attributes are missing. */
  static BadgePolicy of(RealmModel realm) {
    return new BadgePolicy(
        Arrays.stream(attribute(realm, GRADES).split(","))
            .map(String::strip)
            .filter(grade -> !grade.isEmpty())
            .collect(Collectors.toSet()),
        Boolean.parseBoolean(attribute(realm, SPECIAL_ED)),
        Boolean.parseBoolean(attribute(realm, STAFF)));
  }

  /**
   * The last day of badges that are issued without one.
   *
   * @throws Refusal 400 when the attribute is not a date
   */
  static Optional<LocalDate> lastDay(RealmModel realm) {
    String day = attribute(realm, EXPIRES);
    try {
      return day.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(day));
    } catch (DateTimeParseException e) {
      throw Refusal.invalidRequest(
          "The realm's attribute " + EXPIRES + " is not a date such as 2027-06-30.");
    }
  }

  private static String attribute(RealmModel realm, String name) {
    return Optional.ofNullable(realm.getAttribute(name)).orElse("");
  }

  /** Whether there is anybody who may. */
  boolean admitsAnybody() {
    return !grades.isEmpty() || specialEd || staff;
  }

  boolean admits(BadgeHolder holder) {
    return switch (holder.kind()) {
      case STUDENT -> grades.contains(holder.grade()) || specialEd && holder.specialEd();
      case STAFF -> staff;
      case OTHER -> false;
    };
  }
}
