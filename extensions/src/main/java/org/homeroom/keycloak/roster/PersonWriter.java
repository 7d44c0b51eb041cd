package org.homeroom.keycloak.roster;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.homeroom.keycloak.roster.NameClaims.Claim;
import org.homeroom.keycloak.roster.RosterRow.OfPerson;
import org.homeroom.keycloak.roster.RosterRow.PersonDisable;
import org.homeroom.keycloak.roster.RosterRow.PersonPut;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.homeroom.keycloak.roster.StoredPeople.Account;
import org.homeroom.keycloak.roster.StoredPeople.Known;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Writes people. Everything that the database would refuse is found by reading first, so that a
 * wrong row costs only itself.
 */
final class PersonWriter {
  private final RosterDatabase database;
  private final RealmModel realm;
  private final StoredPeople stored;
  private final PersonReferences references;
  private final AccountEcho echo;
  private final List<RowResult> results;
  private final AccountChanges changes;
  private final List<UserEntity> leaving = new ArrayList<>();

  /**
   * @param results gets one for each row
   */
  PersonWriter(RosterDatabase database, PersonReferences references, List<RowResult> results) {
    this.database = database;
    this.realm = database.realm();
    this.stored = new StoredPeople(database);
    this.references = references;
    this.echo = new AccountEcho(database);
    this.changes = new AccountChanges(database);
    this.results = results;
  }

  /**
   * A row that changes something.
   *
   * @param id of the account, which does not exist yet if {@code isNew}
   */
  private record Change(
      int row, PersonPut person, String id, boolean isNew, PersonDiff.Wanted wanted) {}

  void write(List<NumberedRow<OfPerson>> rows) {
    Map<String, Known> known =
        stored.bySourcedId(rows.stream().map(row -> row.content().sourcedId()).toList());
    List<Change> puts = new ArrayList<>();
    Map<String, Integer> leavers = new HashMap<>();
    for (NumberedRow<OfPerson> row : rows) {
      try {
        consider(row, known.get(row.content().sourcedId()), puts, leavers);
      } catch (RowRejected e) {
        results.add(RowResult.rejected(row.number(), e));
      }
    }
    put(withoutTakenNames(puts));
    disable(leavers);
    changes.write();
    echo.signOut(leaving);
  }

  private void consider(
      NumberedRow<OfPerson> row, Known known, List<Change> puts, Map<String, Integer> leavers)
      throws RowRejected {
    if (known != null && known.ambiguous()) {
      throw RowFields.invalid(
          "Several accounts of the realm have this sourcedId: remove it from all but one.");
    }
    if (row.content() instanceof PersonPut put) {
      if (known != null
          && put.rosterHash().equals(known.rosterHash())
          && put.enabled() == known.enabled()) {
        results.add(RowResult.done(row.number(), Status.UNCHANGED, known.id()));
        return;
      }
      String id = known == null ? database.newId() : known.id();
      puts.add(new Change(row.number(), put, id, known == null, references.resolve(put)));
    } else if (row.content() instanceof PersonDisable) {
      if (known == null) {
        throw new RowRejected(RowFault.UNKNOWN_PERSON, "Nobody in the realm has this sourcedId.");
      }
      if (known.enabled() || known.disabledAt() == null) {
        leavers.put(known.id(), row.number());
      } else {
        results.add(RowResult.done(row.number(), Status.UNCHANGED, known.id()));
      }
    }
  }

  private List<Change> withoutTakenNames(List<Change> puts) {
    Map<String, String> usernames =
        stored.holders("username", puts.stream().map(put -> put.person().username()).toList());
    Map<String, String> emails =
        stored.holders(
            "emailConstraint",
            puts.stream().flatMap(put -> put.person().email().stream()).toList());
    List<Claim> claims =
        puts.stream()
            .map(
                put ->
                    new Claim(
                        put.row(),
                        put.id(),
                        put.person().username(),
                        put.person().email().orElse(null)))
            .toList();
    Map<Integer, RowFault> refused =
        new NameClaims(usernames, emails).refuse(claims, !realm.isDuplicateEmailsAllowed());
    refused.forEach(
        (row, fault) ->
            results.add(
                RowResult.rejected(
                    row, new RowRejected(fault, "Another account has it: give another one."))));
    List<Change> granted = puts.stream().filter(put -> !refused.containsKey(put.row())).toList();
    parkHolders(granted, usernames, emails);
    return granted;
  }

  private void parkHolders(
      List<Change> granted, Map<String, String> usernames, Map<String, String> emails) {
    Set<String> existing =
        granted.stream().filter(put -> !put.isNew()).map(Change::id).collect(Collectors.toSet());
    for (Change put : granted) {
      Set<String> holders = new HashSet<>();
      holders.add(usernames.get(put.person().username()));
      put.person().email().map(emails::get).ifPresent(holders::add);
      holders.remove(put.id());
      holders.stream().filter(existing::contains).forEach(changes::park);
    }
  }

  private void put(List<Change> puts) {
    Map<String, Account> accounts =
        stored.accounts(puts.stream().filter(put -> !put.isNew()).map(Change::id).toList());
    Map<String, UserEntity> toDescribe =
        stored
            .users(
                puts.stream()
                    .filter(put -> !put.isNew())
                    .filter(put -> !isAsDescribed(accounts.get(put.id()).user(), put.person()))
                    .map(Change::id)
                    .toList())
            .stream()
            .collect(Collectors.toMap(UserEntity::getId, Function.identity()));
    for (Change put : puts) {
      if (put.isNew()) {
        create(put);
      } else {
        update(put, accounts.get(put.id()), toDescribe.get(put.id()));
      }
    }
  }

  private void create(Change put) {
    UserEntity user = new UserEntity();
    user.setId(put.id());
    user.setRealmId(realm.getId());
    user.setCreatedTimestamp(Time.currentTimeMillis());
    describe(user, put.person());
    changes.create(user, PersonDiff.ofNew(put.wanted()), realm);
    if (!user.isEnabled()) {
      changes.leftAt(user, now());
    }
    results.add(RowResult.done(put.row(), Status.CREATED, put.id()));
  }

  /**
   * @param toDescribe the whole entity; null if it is as the row says
   */
  private void update(Change put, Account account, UserEntity toDescribe) {
    UserEntity user = account.user();
    boolean leaves = user.isEnabled() && !put.person().enabled();
    PersonDiff.Stored belongings = account.belongings();
    PersonDiff.Owned owned = references.owned(put.person(), belongings.values().keySet());
    PersonDiff diff = PersonDiff.between(belongings, put.wanted(), owned);
    echo.evict(user);
    if (toDescribe == null) {
      changes.updateBelongings(user, diff);
    } else {
      describe(toDescribe, put.person());
      echo.evict(toDescribe);
      changes.update(toDescribe, diff);
    }
    if (leaves) {
      leaving.add(user);
      changes.leftAt(user, now());
    }
    results.add(RowResult.done(put.row(), Status.UPDATED, put.id()));
  }

  private boolean isAsDescribed(UserEntity user, PersonPut person) {
    return user.getUsername().equals(person.username())
        && Objects.equals(user.getEmail(), person.email().orElse(null))
        && person.firstName().equals(user.getFirstName())
        && person.lastName().equals(user.getLastName())
        && user.isEnabled() == person.enabled();
  }

  private void describe(UserEntity user, PersonPut person) {
    String email = person.email().orElse(null);
    if (!Objects.equals(email, user.getEmail())) {
      user.setEmailVerified(false);
    }
    user.setUsername(person.username());
    user.setEmail(email, realm.isDuplicateEmailsAllowed());
    user.setFirstName(person.firstName());
    user.setLastName(person.lastName());
    user.setEnabled(person.enabled());
    user.setLastModifiedTimestamp(Time.currentTimeMillis());
  }

  /**
   * @param leavers numbers of the rows by id of the account
   */
  private void disable(Map<String, Integer> leavers) {
    for (UserEntity user : stored.users(leavers.keySet())) {
      user.setEnabled(false);
      user.setLastModifiedTimestamp(Time.currentTimeMillis());
      changes.leave(user, now());
      echo.evict(user);
      leaving.add(user);
      results.add(RowResult.done(leavers.get(user.getId()), Status.DISABLED, user.getId()));
    }
  }

  private static String now() {
    return Instant.ofEpochMilli(Time.currentTimeMillis())
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }
}
