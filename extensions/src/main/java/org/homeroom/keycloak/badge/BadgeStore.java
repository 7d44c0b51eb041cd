package org.homeroom.keycloak.badge;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.credentials.CredentialRows;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Badges by the thousand, in the transaction of the session. */
final class BadgeStore implements AutoCloseable {
  private static final Set<String> TYPES = Set.of(BadgeCredentialModel.TYPE);

  /** After the credentials that people set up themselves, which Keycloak counts up from 10. */
  private static final int PRIORITY = 1_000;

  private final CredentialRows rows;

  BadgeStore(KeycloakSession session, RealmModel realm) {
    this.rows = new CredentialRows(session, realm);
  }

  /**
   * @param credentialIds also of other realms or other types of credentials: they are left out
   */
  List<StoredBadge> byId(Collection<String> credentialIds) {
    return rows.byId(TYPES, credentialIds).stream().map(StoredBadge::new).toList();
  }

  List<StoredBadge> ofPeople(Collection<String> userIds) {
    return rows.ofPeople(TYPES, userIds).stream().map(StoredBadge::new).toList();
  }

  /**
   * @param badges by user id of a person of the realm
   * @return the new credentials' ids, by user id
   */
  Map<String, String> insert(Map<String, BadgeCredentialModel> badges) {
    return rows.insert(badges, PRIORITY);
  }

  /**
   * @param activated were still pending when nobody else could change them any more
   * @param replaced the same people's other badges, which are deleted
   */
  record Activation(List<StoredBadge> activated, List<StoredBadge> replaced) {}

  /**
   * Makes badges work and voids all others of the same people.
   *
   * @param badges one a person
   */
  Activation activate(Collection<StoredBadge> badges) {
    List<StoredBadge> pending = locked(badges, stored -> !stored.badge().isActive());
    pending.forEach(stored -> stored.become(stored.badge().activated()));
    update(pending);
    Set<String> kept = pending.stream().map(StoredBadge::id).collect(Collectors.toSet());
    List<StoredBadge> others =
        ofPeople(pending.stream().map(StoredBadge::ownerId).toList()).stream()
            .filter(badge -> !kept.contains(badge.id()))
            .toList();
    delete(others);
    return new Activation(pending, others);
  }

  /**
   * Gives badges that work another last day.
   *
   * @return those that had another one
   */
  List<StoredBadge> expire(Collection<StoredBadge> badges, LocalDate lastDay) {
    List<StoredBadge> others =
        locked(
            badges,
            stored ->
                stored.badge().isActive()
                    && !stored.badge().expires().equals(Optional.of(lastDay)));
    others.forEach(stored -> stored.become(stored.badge().expiring(lastDay)));
    update(others);
    return others;
  }

  /** Those of which something is true when nobody else can change them any more. */
  private List<StoredBadge> locked(
      Collection<StoredBadge> badges, Predicate<StoredBadge> condition) {
    rows.lock(badges.stream().map(StoredBadge::ownerId).toList());
    return byId(badges.stream().map(StoredBadge::id).toList()).stream().filter(condition).toList();
  }

  private void update(List<StoredBadge> badges) {
    rows.update(badges.stream().map(StoredBadge::entity).toList());
  }

  /** One that is gone already is no fault. */
  void delete(Collection<StoredBadge> badges) {
    rows.delete(badges.stream().map(StoredBadge::entity).toList());
  }

  @Override
  public void close() {
    rows.close();
  }
}
