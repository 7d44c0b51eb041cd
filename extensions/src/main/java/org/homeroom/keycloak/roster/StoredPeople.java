package org.homeroom.keycloak.roster;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.StaleStateException;
import org.homeroom.keycloak.roster.PersonDiff.Value;
import org.homeroom.keycloak.support.KeyArray;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Reads what a batch has to know about people before it writes any. Each query is about one table:
 * after a first load PostgreSQL has no statistics, and plans joins of these tables quadratic.
 */
final class StoredPeople {
  private final RosterDatabase database;

  StoredPeople(RosterDatabase database) {
    this.database = database;
  }

  /**
   * As much of an account as shows whether a row changes anything.
   *
   * @param id Keycloak's user id
   * @param rosterHash null where there is none
   * @param disabledAt when it was found that the person had left; null where that is not known
   * @param ambiguous whether another account has the same {@code sourcedId}
   */
  record Known(
      String id, boolean enabled, String rosterHash, String disabledAt, boolean ambiguous) {

    private Known besides(Known other) {
      return new Known(id, enabled, rosterHash, disabledAt, ambiguous || !id.equals(other.id));
    }
  }

  /**
   * An account with what belongs to it.
   *
   * @param user has only what a row describes, and cannot be written: whole entities come with all
   *     their collections, and most rows leave the entity as it is
   */
  record Account(UserEntity user, PersonDiff.Stored belongings) {}

  /**
   * @return by {@code sourcedId}; who is not found is absent
   */
  Map<String, Known> bySourcedId(Collection<String> sourcedIds) {
    List<Object[]> holders =
        database.byKeys(
            "select s.user.id, s.value from "
                + KeyArray.K
                + " join UserAttributeEntity s on s.name = :sourcedId and s.value = k",
            Object[].class,
            sourcedIds,
            Map.of("sourcedId", RosterAttributes.SOURCED_ID));
    Map<String, Boolean> enabled = enabled(holders.stream().map(row -> (String) row[0]).toList());
    Map<String, Map<String, String>> marks = marks(enabled.keySet());
    Map<String, Known> known = new HashMap<>();
    for (Object[] row : holders) {
      String id = (String) row[0];
      if (enabled.containsKey(id)) {
        Map<String, String> own = marks.getOrDefault(id, Map.of());
        Known one =
            new Known(
                id,
                enabled.get(id),
                own.get(RosterAttributes.HASH),
                own.get(RosterAttributes.DISABLED_AT),
                false);
        known.merge((String) row[1], one, (first, second) -> first.besides(second));
      }
    }
    return known;
  }

  /** Of this realm: attributes of all realms are in one table. */
  private Map<String, Boolean> enabled(Collection<String> ids) {
    Map<String, Boolean> enabled = new HashMap<>();
    for (Object[] row :
        database.byKeys(
            "select u.id, u.enabled from "
                + KeyArray.K
                + " join UserEntity u on u.id = k and u.realmId = :realm",
            Object[].class,
            ids,
            Map.of("realm", database.realm().getId()))) {
      enabled.put((String) row[0], (Boolean) row[1]);
    }
    return enabled;
  }

  /**
   * @return value by name of the attribute, by id of the account
   */
  private Map<String, Map<String, String>> marks(Collection<String> ids) {
    Map<String, Map<String, String>> marks = new HashMap<>();
    for (Object[] row :
        valuesNamed(List.of(RosterAttributes.HASH, RosterAttributes.DISABLED_AT), ids)) {
      marks
          .computeIfAbsent((String) row[0], id -> new HashMap<>())
          .put((String) row[1], (String) row[2]);
    }
    return marks;
  }

  /**
   * Values of attributes that have at most 255 characters. The name is compared as an expression,
   * so that no database looks for the people among all values of that name.
   *
   * @return id of the account, name, value
   */
  List<Object[]> valuesNamed(List<String> names, Collection<String> ids) {
    return database.byKeys(
        "select a.user.id, a.name, a.value from "
            + KeyArray.K
            + " join UserAttributeEntity a on a.user.id = k and concat(a.name, '') in (:names)",
        Object[].class,
        ids,
        Map.of("names", names));
  }

  /**
   * @param column {@code username} or {@code emailConstraint}, which the database keeps unique
   * @return ids of the accounts of the realm that have one of these names
   */
  Map<String, String> holders(String column, Collection<String> names) {
    Map<String, String> holders = new HashMap<>();
    for (Object[] row :
        database.byKeys(
            "select k, u.id from "
                + KeyArray.K
                + " join UserEntity u on u.realmId = :realm and k = u."
                + column,
            Object[].class,
            names,
            Map.of("realm", database.realm().getId()))) {
      holders.put((String) row[0], (String) row[1]);
    }
    return holders;
  }

  /**
   * @param ids Keycloak's user ids
   * @return one for each id
   * @throws StaleStateException when somebody has been deleted meanwhile
   */
  Map<String, Account> accounts(Collection<String> ids) {
    Map<String, Account> accounts = new HashMap<>();
    for (Object[] row : described(ids)) {
      UserEntity user = new UserEntity();
      user.setId((String) row[0]);
      user.setUsername((String) row[1]);
      user.setEmail((String) row[2], true);
      user.setFirstName((String) row[3]);
      user.setLastName((String) row[4]);
      user.setEnabled((Boolean) row[5]);
      accounts.put(
          user.getId(),
          new Account(
              user, new PersonDiff.Stored(new HashMap<>(), new HashSet<>(), new HashSet<>())));
    }
    requireAll(accounts.size(), ids);
    for (Object[] row : values(ids)) {
      String value = row[3] == null ? (String) row[4] : (String) row[3];
      accounts
          .get((String) row[0])
          .belongings()
          .values()
          .computeIfAbsent(new Value((String) row[2], value), v -> new HashSet<>())
          .add((String) row[1]);
    }
    owners("groupId", "UserGroupMembershipEntity", ids)
        .forEach((id, groups) -> accounts.get(id).belongings().groups().addAll(groups));
    owners("roleId", "UserRoleMappingEntity", ids)
        .forEach((id, roles) -> accounts.get(id).belongings().roles().addAll(roles));
    return accounts;
  }

  /**
   * @param ids Keycloak's user ids
   * @return one for each id
   * @throws StaleStateException when somebody has been deleted meanwhile
   */
  List<UserEntity> users(Collection<String> ids) {
    List<UserEntity> users =
        database.byKeys(
            "select u from " + KeyArray.K + " join UserEntity u on u.id = k",
            UserEntity.class,
            ids,
            Map.of());
    requireAll(users.size(), ids);
    return users;
  }

  private static void requireAll(int found, Collection<String> ids) {
    if (found != ids.size()) {
      throw new StaleStateException("Somebody was deleted while the batch was written");
    }
  }

  private List<Object[]> described(Collection<String> ids) {
    return database.byKeys(
        "select u.id, u.username, u.email, u.firstName, u.lastName, u.enabled from "
            + KeyArray.K
            + " join UserEntity u on u.id = k",
        Object[].class,
        ids,
        Map.of());
  }

  private List<Object[]> values(Collection<String> ids) {
    return database.byKeys(
        "select a.user.id, a.id, a.name, a.value, a.longValue from "
            + KeyArray.K
            + " join UserAttributeEntity a on a.user.id = k",
        Object[].class,
        ids,
        Map.of());
  }

  private Map<String, Set<String>> owners(String column, String entity, Collection<String> ids) {
    Map<String, Set<String>> owners = new HashMap<>();
    for (Object[] row :
        database.byKeys(
            "select m.user.id, m."
                + column
                + " from "
                + KeyArray.K
                + " join "
                + entity
                + " m on m.user.id = k",
            Object[].class,
            ids,
            Map.of())) {
      owners.computeIfAbsent((String) row[0], id -> new HashSet<>()).add((String) row[1]);
    }
    return owners;
  }
}
