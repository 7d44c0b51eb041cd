package org.homeroom.keycloak.roster;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.StaleStateException;
import org.homeroom.keycloak.roster.PersonDiff.Value;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/** Reads what a batch has to know about people before it writes any. */
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
   * @param ambiguous whether another account has the same {@code sourcedId}
   */
  record Known(String id, boolean enabled, String rosterHash, boolean ambiguous) {}

  /** An account with what belongs to it. */
  record Account(UserEntity user, PersonDiff.Stored belongings) {}

  /**
   * @return by {@code sourcedId}; who is not found is absent
   */
  Map<String, Known> bySourcedId(Collection<String> sourcedIds) {
    Map<String, Known> known = new HashMap<>();
    for (Object[] row :
        database.byKeys(
            "select s.value, u.id, u.enabled, h.value from UserAttributeEntity s join s.user u"
                + " left join UserAttributeEntity h on h.user = u and h.name = :hash"
                + " where u.realmId = :realm and s.name = :sourcedId and s.value in (:keys)",
            Object[].class,
            sourcedIds,
            Map.of(
                "realm", database.realm().getId(),
                "sourcedId", RosterAttributes.SOURCED_ID,
                "hash", RosterAttributes.HASH))) {
      Known one = new Known((String) row[1], (Boolean) row[2], (String) row[3], false);
      known.merge(
          (String) row[0],
          one,
          (earlier, later) ->
              new Known(
                  earlier.id(),
                  earlier.enabled(),
                  earlier.rosterHash(),
                  earlier.ambiguous() || !earlier.id().equals(later.id())));
    }
    return known;
  }

  /**
   * @param column {@code username} or {@code email}
   * @return ids of the accounts of the realm that have one of these names
   */
  Map<String, String> holders(String column, Collection<String> names) {
    Map<String, String> holders = new HashMap<>();
    for (Object[] row :
        database.byKeys(
            "select u.%1$s, u.id from UserEntity u where u.realmId = :realm and u.%1$s in (:keys)"
                .formatted(column),
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
   */
  Map<String, Account> accounts(Collection<String> ids) {
    Map<String, Account> accounts = new HashMap<>();
    users(ids)
        .forEach(
            user ->
                accounts.put(
                    user.getId(),
                    new Account(
                        user,
                        new PersonDiff.Stored(
                            new HashMap<>(), new HashSet<>(), new HashSet<>()))));
    for (UserAttributeEntity value : values(ids)) {
      accounts
          .get(value.getUser().getId())
          .belongings()
          .values()
          .computeIfAbsent(new Value(value.getName(), value.getValue()), v -> new HashSet<>())
          .add(value.getId());
    }
    owners("select m.user.id, m.groupId from UserGroupMembershipEntity m", ids)
        .forEach((id, groups) -> accounts.get(id).belongings().groups().addAll(groups));
    owners("select m.user.id, m.roleId from UserRoleMappingEntity m", ids)
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
            "select u from UserEntity u where u.id in (:keys)", UserEntity.class, ids, Map.of());
    if (users.size() != ids.size()) {
      throw new StaleStateException("Somebody was deleted while the batch was written");
    }
    return users;
  }

  private List<UserAttributeEntity> values(Collection<String> ids) {
    return database.byKeys(
        "select a from UserAttributeEntity a where a.user.id in (:keys)",
        UserAttributeEntity.class,
        ids,
        Map.of());
  }

  private Map<String, Set<String>> owners(String select, Collection<String> ids) {
    Map<String, Set<String>> owners = new HashMap<>();
    for (Object[] row :
        database.byKeys(select + " where m.user.id in (:keys)", Object[].class, ids, Map.of())) {
      owners.computeIfAbsent((String) row[0], id -> new HashSet<>()).add((String) row[1]);
    }
    return owners;
  }
}
