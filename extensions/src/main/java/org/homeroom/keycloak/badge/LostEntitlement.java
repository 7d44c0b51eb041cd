package org.homeroom.keycloak.badge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.PeopleChanged;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.credentials.CredentialChange;
import org.homeroom.keycloak.support.credentials.CredentialEvents;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Voids the badges of people who changed and may have none any more: a pupil who moves to a grade
 * without badges loses the badge with that move. Sessions go on; the next scan is refused.
 */
record LostEntitlement(KeycloakSession session, RealmModel realm) {
  static void after(PeopleChanged change) {
    new LostEntitlement(change.session(), change.realm()).voidBadgesOf(change.userIds());
  }

  /** A policy that cannot be read, or admits nobody, voids nothing: it may be a slip of the pen. */
  private void voidBadgesOf(List<String> userIds) {
    BadgePolicy policy = BadgePolicy.of(session, realm);
    if (!policy.admitsAnybody()) {
      return;
    }
    try (BadgeStore store = new BadgeStore(session, realm)) {
      List<StoredBadge> badges = store.ofPeople(userIds);
      if (badges.isEmpty()) {
        return;
      }
      Set<String> owners = badges.stream().map(StoredBadge::ownerId).collect(Collectors.toSet());
      Map<String, Person> people = new People(session, realm).byId(owners, BadgeHolder.ATTRIBUTES);
      List<StoredBadge> lost =
          badges.stream()
              .filter(badge -> people.containsKey(badge.ownerId()))
              .filter(badge -> !policy.admits(BadgeHolder.of(people.get(badge.ownerId()))))
              .toList();
      store.delete(lost);
      new CredentialEvents(session, realm, BadgeCredentialModel.TYPE, Optional.empty())
          .record(CredentialChange.NO_LONGER_ADMITTED, StoredBadge.owners(lost), Map.of());
    }
  }
}
