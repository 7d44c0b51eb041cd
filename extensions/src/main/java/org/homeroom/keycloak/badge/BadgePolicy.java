package org.homeroom.keycloak.badge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.homeroom.keycloak.support.Network;
import org.homeroom.keycloak.support.Refusal;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Who may have a badge, and where and when it signs in. It is kept in attributes of the realm, and
 * not in a flow's configuration, because issuing and signing in have to agree.
 *
 * @param grades codes of the grades whose students may
 * @param specialEd whether students with the special-ed mark may, whatever their grade
 * @param staff whether employees may; a one-time code has to follow
 * @param campuses codes of the schools whose people may; empty for all
 * @param networks where badges sign in; empty for everywhere
 * @param hours when badges sign in; empty for always
 * @param secondSteps what follows the badge
 */
record BadgePolicy(
    Set<String> grades,
    boolean specialEd,
    boolean staff,
    Set<String> campuses,
    Optional<List<Network>> networks,
    Optional<SignInHours> hours,
    SecondSteps secondSteps) {
  static final String GRADES = "homeroom.badge.grades";
  static final String SPECIAL_ED = "homeroom.badge.special-ed";
  static final String STAFF = "homeroom.badge.staff";
  static final String CAMPUSES = "homeroom.badge.campuses";
  static final String NETWORKS = "homeroom.badge.networks";
  static final String HOURS = "homeroom.badge.hours";
  static final String TIME_ZONE = "homeroom.badge.time-zone";
  static final String PICTURE = "homeroom.badge.second-step.picture";
  static final String PIN = "homeroom.badge.second-step.pin";
  static final String EXPIRES = "homeroom.badge.expires";

  /** What holds where attributes are missing, or cannot be read. */
  static final BadgePolicy NOBODY =
      new BadgePolicy(
          Set.of(), false, false, Set.of(), Optional.empty(), Optional.empty(), SecondSteps.NONE);

  private static final Logger LOG = Logger.getLogger(BadgePolicy.class);

  /** Attributes that were complained about: a sign-in must not write the same line each time. */
  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  BadgePolicy {
    grades = Set.copyOf(grades);
    campuses = Set.copyOf(campuses);
    networks = networks.map(List::copyOf);
  }

  /**
   * The policy of a realm as it is when a request first asks for it: that of {@link #NOBODY} where
   * an attribute cannot be read, which the log says once.
   */
  static BadgePolicy of(KeycloakSession request, RealmModel realm) {
    String key = BadgePolicy.class.getName() + realm.getId();
    BadgePolicy known = request.getAttribute(key, BadgePolicy.class);
    BadgePolicy policy = known == null ? of(realm) : known;
    request.setAttribute(key, policy);
    return policy;
  }

  static BadgePolicy of(RealmModel realm) {
    PolicyAttributes attributes = new PolicyAttributes(realm::getAttribute);
    BadgePolicy policy = of(attributes);
    attributes.unreadable().forEach((name, value) -> report(realm, name, value));
    return policy;
  }

  static BadgePolicy of(PolicyAttributes attributes) {
    BadgePolicy policy =
        new BadgePolicy(
            attributes.codes(GRADES),
            attributes.flag(SPECIAL_ED),
            attributes.flag(STAFF),
            attributes.codes(CAMPUSES),
            attributes.networks(NETWORKS),
            attributes.hours(HOURS, TIME_ZONE),
            attributes.secondSteps(PICTURE, PIN));
    return attributes.unreadable().isEmpty() ? policy : NOBODY;
  }

  private static void report(RealmModel realm, String name, String value) {
    if (REPORTED.add(String.join("\n", realm.getId(), name, value))) {
      LOG.errorf(
          "Nobody of realm %s can use a badge: its attribute %s cannot be read: '%s'. Correct"
              + " 'badges' in district.yaml and apply the realm.",
          realm.getName(), name, value);
    }
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

  /** Whether a person may have a badge. */
  boolean admits(BadgeHolder holder) {
    return objectionTo(holder).isEmpty();
  }

  /** Why a person may not have a badge. */
  Optional<BadgeRefusal> objectionTo(BadgeHolder holder) {
    if (!admitsKind(holder)) {
      return Optional.of(BadgeRefusal.POLICY);
    }
    return campuses.isEmpty() || !Collections.disjoint(campuses, holder.campuses())
        ? Optional.empty()
        : Optional.of(BadgeRefusal.CAMPUS);
  }

  private boolean admitsKind(BadgeHolder holder) {
    return switch (holder.kind()) {
      case STUDENT -> grades.contains(holder.grade()) || specialEd && holder.specialEd();
      case STAFF -> staff;
      case OTHER -> false;
    };
  }

  /**
   * Why nobody signs in with a badge from there now.
   *
   * @param address of the client
   */
  Optional<BadgeRefusal> objectionTo(String address, Instant now) {
    if (networks.isPresent()
        && networks.get().stream().noneMatch(network -> network.contains(address))) {
      return Optional.of(BadgeRefusal.NETWORK);
    }
    return hours.isPresent() && !hours.get().include(now)
        ? Optional.of(BadgeRefusal.HOURS)
        : Optional.empty();
  }
}
