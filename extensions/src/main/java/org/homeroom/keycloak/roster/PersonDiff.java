package org.homeroom.keycloak.roster;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What has to be done to an account's attributes, groups and roles so that what the roster owns of
 * them equals a row. Ids are Keycloak's.
 *
 * @param removedValues ids of attribute values
 */
record PersonDiff(
    Set<String> removedValues,
    Set<Value> addedValues,
    Set<String> removedGroups,
    Set<String> addedGroups,
    Set<String> removedRoles,
    Set<String> addedRoles) {

  /** One value of an attribute. */
  record Value(String name, String value) {}

  /**
   * What an account has.
   *
   * @param values ids of the attribute values by what they are
   */
  record Stored(Map<Value, Set<String>> values, Set<String> groups, Set<String> roles) {}

  /** What an account is to have. */
  record Wanted(Set<Value> values, Set<String> groups, Set<String> roles) {}

  /** What the roster may take away; whatever else an account has stays. */
  record Owned(Set<String> attributes, Set<String> groups, Set<String> roles) {}

  /** Of an account that has nothing yet. */
  static PersonDiff ofNew(Wanted wanted) {
    return new PersonDiff(
        Set.of(), wanted.values(), Set.of(), wanted.groups(), Set.of(), wanted.roles());
  }

  static PersonDiff between(Stored stored, Wanted wanted, Owned owned) {
    Set<String> removedValues = new HashSet<>();
    stored
        .values()
        .forEach(
            (value, ids) -> {
              if (!wanted.values().contains(value) && owned.attributes().contains(value.name())) {
                removedValues.addAll(ids);
              }
            });
    return new PersonDiff(
        removedValues,
        minus(wanted.values(), stored.values().keySet()),
        gone(stored.groups(), wanted.groups(), owned.groups()),
        minus(wanted.groups(), stored.groups()),
        gone(stored.roles(), wanted.roles(), owned.roles()),
        minus(wanted.roles(), stored.roles()));
  }

  private static Set<String> gone(Set<String> stored, Set<String> wanted, Set<String> owned) {
    Set<String> gone = minus(stored, wanted);
    gone.retainAll(owned);
    return gone;
  }

  private static <T> Set<T> minus(Set<T> these, Set<T> those) {
    Set<T> difference = new HashSet<>(these);
    difference.removeAll(those);
    return difference;
  }
}
