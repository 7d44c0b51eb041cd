package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRequiredActionEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;
import org.keycloak.representations.idm.MembershipType;

/** Collects rows of Keycloak's tables for accounts, and then writes them table by table. */
final class AccountChanges {
  private final RosterDatabase database;
  private final List<UserEntity> newUsers = new ArrayList<>();
  private final List<UserEntity> changedUsers = new ArrayList<>();
  private final Set<String> touched = new HashSet<>();
  private final Set<String> parked = new HashSet<>();
  private final Set<String> leavers = new HashSet<>();
  private final Set<String> goneValues = new HashSet<>();
  private final List<UserGroupMembershipEntity> goneMemberships = new ArrayList<>();
  private final List<UserRoleMappingEntity> goneRoles = new ArrayList<>();
  private final List<UserAttributeEntity> newValues = new ArrayList<>();
  private final List<UserGroupMembershipEntity> newMemberships = new ArrayList<>();
  private final List<UserRoleMappingEntity> newRoles = new ArrayList<>();
  private final List<UserRequiredActionEntity> newActions = new ArrayList<>();

  AccountChanges(RosterDatabase database) {
    this.database = database;
  }

  /** A new account, with what the realm gives to every new one. */
  void create(UserEntity user, PersonDiff diff, RealmModel realm) {
    newUsers.add(user);
    belongings(user, diff);
    realm
        .getDefaultGroupsStream()
        .map(GroupModel::getId)
        .filter(group -> !diff.addedGroups().contains(group))
        .forEach(group -> newMemberships.add(membership(user, group)));
    Stream.of(realm.getDefaultRole().getId())
        .filter(role -> !diff.addedRoles().contains(role))
        .forEach(role -> newRoles.add(mapping(user, role)));
    realm
        .getRequiredActionProvidersStream()
        .filter(RequiredActionProviderModel::isEnabled)
        .filter(RequiredActionProviderModel::isDefaultAction)
        .forEach(action -> newActions.add(required(user, action.getAlias())));
  }

  void update(UserEntity user, PersonDiff diff) {
    changedUsers.add(user);
    belongings(user, diff);
  }

  /** An account of which only that changes what is in other tables, and the time of change. */
  void updateBelongings(UserEntity user, PersonDiff diff) {
    touched.add(user.getId());
    belongings(user, diff);
  }

  /**
   * An account of which only the entity itself changes, because its person has left.
   *
   * @param since an ISO 8601 date-time
   */
  void leave(UserEntity user, String since) {
    changedUsers.add(user);
    leftAt(user, since);
  }

  /** Marks an account with the time of leaving, in place of an earlier one. */
  void leftAt(UserEntity user, String since) {
    leavers.add(user.getId());
    newValues.add(attribute(user, new PersonDiff.Value(RosterAttributes.DISABLED_AT, since)));
  }

  /**
   * Takes an account's names away before any is given, because another account of the batch gets
   * one of them: the database checks each row by itself.
   */
  void park(String userId) {
    parked.add(userId);
  }

  private void belongings(UserEntity user, PersonDiff diff) {
    goneValues.addAll(diff.removedValues());
    diff.removedGroups().forEach(group -> goneMemberships.add(membership(user, group)));
    diff.removedRoles().forEach(role -> goneRoles.add(mapping(user, role)));
    diff.addedValues().forEach(value -> newValues.add(attribute(user, value)));
    diff.addedGroups().forEach(group -> newMemberships.add(membership(user, group)));
    diff.addedRoles().forEach(role -> newRoles.add(mapping(user, role)));
  }

  /**
   * Writes everything. Thousands of accounts go in before what refers to them: PostgreSQL keeps the
   * plan of a foreign-key check that it made while the table was small.
   */
  void write() {
    database.changeByKeys(
        "update UserEntity u set u.username = u.id, u.emailConstraint = u.id where u.id in (:keys)",
        parked);
    database.changeByKeys(
        "update UserEntity u set u.lastModifiedTimestamp = :now where u.id in (:keys)",
        touched,
        Map.of("now", Time.currentTimeMillis()));
    database.update(changedUsers);
    database.insert(newUsers);
    database.changeByKeys("delete from UserAttributeEntity a where a.id in (:keys)", goneValues);
    database.changeByKeys(
        "delete from UserAttributeEntity a where a.user.id in (:keys) and a.name = '"
            + RosterAttributes.DISABLED_AT
            + "'",
        leavers);
    database.delete(goneMemberships);
    database.delete(goneRoles);
    database.insert(newValues);
    database.insert(newMemberships);
    database.insert(newRoles);
    database.insert(newActions);
  }

  private UserAttributeEntity attribute(UserEntity user, PersonDiff.Value value) {
    UserAttributeEntity attribute = new UserAttributeEntity();
    attribute.setId(database.newId());
    attribute.setUser(user);
    attribute.setName(value.name());
    attribute.setValue(value.value());
    return attribute;
  }

  private static UserGroupMembershipEntity membership(UserEntity user, String group) {
    UserGroupMembershipEntity membership = new UserGroupMembershipEntity();
    membership.setUser(user);
    membership.setGroupId(group);
    membership.setMembershipType(MembershipType.UNMANAGED);
    return membership;
  }

  private static UserRoleMappingEntity mapping(UserEntity user, String role) {
    UserRoleMappingEntity mapping = new UserRoleMappingEntity();
    mapping.setUser(user);
    mapping.setRoleId(role);
    return mapping;
  }

  private static UserRequiredActionEntity required(UserEntity user, String alias) {
    UserRequiredActionEntity action = new UserRequiredActionEntity();
    action.setUser(user);
    action.setAction(alias);
    return action;
  }
}
