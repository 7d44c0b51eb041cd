package org.homeroom.keycloak.badge;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * Makes badges work and voids all others of the same people.
   *
   * @param badges one a person
   * @return those that were still pending when nobody else could change them any more
   */
  List<StoredBadge> activate(Collection<StoredBadge> badges) {
    rows.lock(badges.stream().map(StoredBadge::ownerId).toList());
    List<StoredBadge> pending =
        byId(badges.stream().map(StoredBadge::id).toList()).stream()
            .filter(stored -> !stored.badge().isActive())
            .toList();
    pending.forEach(StoredBadge::activate);
    rows.update(pending.stream().map(StoredBadge::entity).toList());
    Set<String> kept = pending.stream().map(StoredBadge::id).collect(Collectors.toSet());
    List<StoredBadge> all = ofPeople(pending.stream().map(StoredBadge::ownerId).toList());
    delete(all.stream().filter(badge -> !kept.contains(badge.id())).toList());
    return pending;
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
