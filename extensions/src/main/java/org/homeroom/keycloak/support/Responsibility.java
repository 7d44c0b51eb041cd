package org.homeroom.keycloak.support;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.keycloak.models.UserModel;

/**
 * Whom a caller may act on. It is loaded once, with a few queries, and then answers for any number
 * of people without the database.
 */
public final class Responsibility {
  static final Responsibility EVERYBODY = new Responsibility(true, Set.of(), Set.of(), Set.of());

  private final boolean everybody;
  private final Set<String> userIds;
  private final Set<String> classIds;
  private final Set<String> schools;

  /**
   * @param userIds Keycloak's ids of the people
   * @param classIds {@link ClassEntity#getId()} of the caller's own classes
   * @param schools codes of the caller's campuses: all their classes count
   */
  Responsibility(
      boolean everybody, Set<String> userIds, Set<String> classIds, Set<String> schools) {
    this.everybody = everybody;
    this.userIds = Set.copyOf(userIds);
    this.classIds = Set.copyOf(classIds);
    this.schools = Set.copyOf(schools);
  }

  /**
   * Of a caller of the admin API who wants to change something: an administrator with {@code
   * manage-users}, or staff.
   *
   * @throws Refusal 403 for anybody else
   */
  public static Responsibility toManage(AdminCall call) {
    return call.auth().users().canManage() ? EVERYBODY : ofStaff(call);
  }

  /**
   * Of a caller of the admin API who wants to read: an administrator with {@code view-users}, or
   * staff.
   *
   * @throws Refusal 403 for anybody else
   */
  public static Responsibility toView(AdminCall call) {
    return call.auth().users().canView() ? EVERYBODY : ofStaff(call);
  }

  private static Responsibility ofStaff(AdminCall call) {
    return new StaffDuties(call.session(), call.realm())
        .of(Caller.ofAdminApi(call.auth().adminAuth()));
  }

  /** Keycloak's ids of the people; empty for everybody. */
  public Optional<Set<String>> people() {
    return everybody ? Optional.empty() : Optional.of(userIds);
  }

  /** Whether the caller may act on this person of the realm. */
  public boolean includes(UserModel person) {
    return includesPerson(person.getId());
  }

  /**
   * @param userId Keycloak's id of a person of the realm
   */
  public boolean includesPerson(String userId) {
    return everybody || userIds.contains(userId);
  }

  /**
   * Keycloak's ids of people who are all in the caller's care.
   *
   * @throws Refusal 403 if one of them is not, or does not exist
   */
  public Set<String> idsInCare(People people, Collection<String> sourcedIds) {
    Map<String, Person> found = people.bySourcedId(sourcedIds, Set.of());
    Set<String> ids = found.values().stream().map(Person::id).collect(Collectors.toSet());
    boolean allKnown = found.keySet().containsAll(sourcedIds);
    if (!allKnown || !ids.stream().allMatch(this::includesPerson)) {
      throw Refusal.forbidden();
    }
    return ids;
  }

  /** Whether the caller may act on a class as a whole; its students are included then. */
  public boolean includes(ClassEntity schoolClass) {
    return everybody
        || classIds.contains(schoolClass.getId())
        || schools.contains(schoolClass.getSchool());
  }
}
