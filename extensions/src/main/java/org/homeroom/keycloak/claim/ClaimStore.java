package org.homeroom.keycloak.claim;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.credentials.CredentialRows;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Claim codes in the transaction of the session, by the thousand and one by one. */
final class ClaimStore implements AutoCloseable {
  private static final Set<String> TYPES = Set.of(ClaimCredentialModel.TYPE);

  /** After the credentials that people set up themselves, which Keycloak counts up from 10. */
  private static final int PRIORITY = 1_000;

  private final RealmModel realm;
  private final CredentialRows rows;

  ClaimStore(KeycloakSession session, RealmModel realm) {
    this.realm = realm;
    this.rows = new CredentialRows(session, realm);
  }

  /**
   * @param claims by user id of a person of the realm
   */
  void insert(Map<String, ClaimCredentialModel> claims) {
    rows.insert(claims, PRIORITY);
  }

  /**
   * @param claimIds also of other realms or other types of credentials: they are left out
   */
  List<StoredClaim> byId(Collection<String> claimIds) {
    return rows.byId(TYPES, claimIds).stream().map(StoredClaim::new).toList();
  }

  List<StoredClaim> ofPeople(Collection<String> userIds) {
    return rows.ofPeople(TYPES, userIds).stream().map(StoredClaim::new).toList();
  }

  /** The stored code that somebody typed. */
  Optional<StoredClaim> find(ClaimCode code) {
    ClaimDigest digest = ClaimDigest.of(realm, code);
    return byId(List.of(digest.credentialId())).stream()
        .filter(stored -> stored.claim().matches(digest))
        .findFirst();
  }

  /**
   * Makes codes work and voids all others of the same people; of several of a person the newest.
   *
   * @param inCare whether the caller may, by user id
   * @return user ids of the people
   */
  Set<String> activate(Collection<String> claimIds, Predicate<String> inCare) {
    Map<String, StoredClaim> named =
        byId(claimIds).stream()
            .filter(stored -> inCare.test(stored.ownerId()))
            .collect(
                Collectors.toMap(
                    StoredClaim::ownerId,
                    Function.identity(),
                    BinaryOperator.maxBy(StoredClaim.BY_AGE)));
    rows.lock(named.keySet());
    List<StoredClaim> pending =
        byId(named.values().stream().map(StoredClaim::id).toList()).stream()
            .filter(stored -> !stored.claim().isActive())
            .toList();
    pending.forEach(StoredClaim::activate);
    rows.update(pending.stream().map(StoredClaim::entity).toList());
    Set<String> kept = pending.stream().map(StoredClaim::id).collect(Collectors.toSet());
    Set<String> owners = pending.stream().map(StoredClaim::ownerId).collect(Collectors.toSet());
    delete(ofPeople(owners).stream().filter(claim -> !kept.contains(claim.id())).toList());
    return owners;
  }

  /** One that is gone already is no fault. */
  void delete(Collection<StoredClaim> claims) {
    rows.delete(claims.stream().map(StoredClaim::entity).toList());
  }

  /** Deletes people's credentials of some types. */
  void deleteOf(Collection<String> userIds, Set<String> types) {
    rows.delete(rows.ofPeople(types, userIds));
  }

  /**
   * Keeps other changes of a person's credentials away until the transaction ends: of two browsers
   * that claim the same account at once the second one sees what the first one did.
   */
  void lock(String userId) {
    rows.lock(Set.of(userId));
  }

  @Override
  public void close() {
    rows.close();
  }
}
