package org.homeroom.keycloak.support;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.classes.Classes;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Reads out of the roster whom a member of staff is responsible for. */
public final class StaffDuties {
  static final String TEACHER = "teacher";
  static final String CAMPUS_DELEGATE = "campus-delegate";
  static final String REGISTRAR = "registrar";
  static final String DISTRICT_ADMIN = "district-admin";

  private final RealmModel realm;
  private final EntityManager entities;
  private final Classes classes;

  public StaffDuties(KeycloakSession session, RealmModel realm) {
    this.realm = realm;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.classes = new Classes(session, realm);
  }

  /**
   * Lets staff of the realm pass, whatever their duties are.
   *
   * @throws Refusal 403 when the token is not meant for staff work in this realm, or when the
   *     person has none of the roles
   */
  public static void requireStaff(Caller caller, RealmModel realm) {
    boolean staff =
        caller.has(TEACHER) || caller.has(CAMPUS_DELEGATE) || caller.has(DISTRICT_ADMIN);
    if (!caller.isOnDutyIn(realm) || !staff) {
      throw Refusal.forbidden();
    }
  }

  /**
   * The responsibility of the caller as a member of staff; what several roles give adds up.
   *
   * @throws Refusal as {@link #requireStaff} does
   */
  public Responsibility of(Caller caller) {
    requireStaff(caller, realm);
    if (caller.has(DISTRICT_ADMIN)) {
      return Responsibility.EVERYBODY;
    }
    Set<String> people = new HashSet<>();
    Set<String> ownClasses = Set.of();
    Set<String> schools = Set.of();
    if (caller.has(TEACHER)) {
      ownClasses =
          classes.taughtBy(caller.person().getId()).stream()
              .map(taught -> taught.schoolClass().getId())
              .collect(Collectors.toUnmodifiableSet());
      people.addAll(classes.studentIdsIn(ownClasses));
    }
    if (caller.has(CAMPUS_DELEGATE)) {
      Set<GroupModel> campuses = campusesOf(caller.person());
      schools = campuses.stream().map(GroupModel::getName).collect(Collectors.toSet());
      people.addAll(membersBelow(campuses));
    }
    return new Responsibility(false, people, ownClasses, schools);
  }

  /**
   * Where the caller's roles count. A role counts at the campuses that the roster has the person
   * at: a registrar whom it has at none reads no report.
   *
   * @throws Refusal 403 when the token is not meant for staff work in this realm, or when the
   *     person has none of the roles
   */
  public Duties dutiesOf(Caller caller) {
    if (!caller.isOnDutyIn(realm)
        || Stream.of(TEACHER, CAMPUS_DELEGATE, REGISTRAR, DISTRICT_ADMIN).noneMatch(caller::has)) {
      throw Refusal.forbidden();
    }
    if (caller.has(DISTRICT_ADMIN)) {
      return new Duties(Duties.Reach.EVERYWHERE, Duties.Reach.EVERYWHERE, true);
    }
    Duties.Reach campuses =
        Duties.Reach.at(
            campusesOf(caller.person()).stream()
                .map(GroupModel::getName)
                .collect(Collectors.toSet()));
    return new Duties(
        caller.has(CAMPUS_DELEGATE) ? campuses : Duties.Reach.NOWHERE,
        caller.has(REGISTRAR) ? campuses : Duties.Reach.NOWHERE,
        false);
  }

  /** Whether the caller keeps the district, with a token that is meant for staff work. */
  public static boolean keepsDistrict(Caller caller, RealmModel realm) {
    return caller.isOnDutyIn(realm) && caller.has(DISTRICT_ADMIN);
  }

  private Set<GroupModel> campusesOf(UserModel person) {
    return person
        .getGroupsStream()
        .flatMap(group -> SchoolGroups.schoolOf(group).stream())
        .collect(Collectors.toSet());
  }

  private Set<String> membersBelow(Set<GroupModel> campuses) {
    Set<String> groupIds = new HashSet<>();
    for (GroupModel campus : campuses) {
      groupIds.add(campus.getId());
      campus.getSubGroupsStream().map(GroupModel::getId).forEach(groupIds::add);
    }
    if (groupIds.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        entities
            .createQuery(
                "select m.user.id from UserGroupMembershipEntity m"
                    + " where m.user.realmId = :realm and m.groupId in (:groups)",
                String.class)
            .setParameter("realm", realm.getId())
            .setParameter("groups", groupIds)
            .getResultList());
  }
}
