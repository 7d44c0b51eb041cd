package org.homeroom.keycloak.claim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.homeroom.keycloak.support.People;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/** Finds whose account somebody may claim. It changes nothing. */
record Identification(KeycloakSession session, RealmModel realm, ClaimPolicy policy, Instant now) {

  /** The attribute that the sync writes where a policy asks for facts. */
  static final String BIRTH_DATE = "birthDate";

  /**
   * Either a person, or why there is none.
   *
   * @param person also who was refused, if known
   * @param claimId of the code that proved it; null for facts
   * @param refusal null for who may claim
   */
  record Result(UserModel person, String claimId, ClaimRefusal refusal) {
    private static Result refused(UserModel person, ClaimRefusal refusal) {
      return new Result(person, null, refusal);
    }

    boolean isAccepted() {
      return refusal == null;
    }
  }

  Result of(ClaimAttempt attempt) {
    if (attempt.code().isPresent()) {
      return byCode(attempt.code().get(), attempt.birthDate());
    }
    return attempt.id().isPresent() && attempt.birthDate().isPresent()
        ? byFacts(attempt.id().get(), attempt.birthDate().get())
        : Result.refused(null, ClaimRefusal.MALFORMED);
  }

  private Result byCode(ClaimCode code, Optional<LocalDate> birthDate) {
    Optional<StoredClaim> found;
    try (ClaimStore store = new ClaimStore(session, realm)) {
      found = store.find(code);
    }
    if (found.isEmpty()) {
      return Result.refused(null, ClaimRefusal.UNKNOWN);
    }
    UserModel person = session.users().getUserById(realm, found.get().ownerId());
    ClaimCredentialModel claim = found.get().claim();
    if (!claim.isActive()) {
      return Result.refused(person, ClaimRefusal.PENDING);
    }
    if (claim.isExpiredAt(now)) {
      return Result.refused(person, ClaimRefusal.EXPIRED);
    }
    Optional<Proof> proof = policy.proofOf(person);
    if (proof.filter(Proof.BOTH::equals).isPresent() && !wasBornOn(person, birthDate)) {
      return Result.refused(person, ClaimRefusal.WRONG_FACTS);
    }
    return proof.isPresent()
        ? admitted(person, claim.getId())
        : Result.refused(person, ClaimRefusal.POLICY);
  }

  private Result byFacts(String id, LocalDate birthDate) {
    UserModel person = person(id);
    if (person == null) {
      return Result.refused(null, ClaimRefusal.UNKNOWN);
    }
    if (policy.proofOf(person).filter(Proof.FACTS::equals).isEmpty()) {
      return Result.refused(person, ClaimRefusal.POLICY);
    }
    return wasBornOn(person, Optional.of(birthDate))
        ? admitted(person, null)
        : Result.refused(person, ClaimRefusal.WRONG_FACTS);
  }

  /** By user name or by the id of the student information system; null where they are several. */
  private UserModel person(String id) {
    UserModel named = session.users().getUserByUsername(realm, id);
    if (named != null) {
      return named;
    }
    List<UserModel> found =
        session
            .users()
            .searchForUserByUserAttributeStream(realm, People.SOURCED_ID, id)
            .limit(2)
            .toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  private static boolean wasBornOn(UserModel person, Optional<LocalDate> day) {
    String known = person.getFirstAttribute(BIRTH_DATE);
    return known != null && day.filter(typed -> typed.toString().equals(known)).isPresent();
  }

  private Result admitted(UserModel person, String claimId) {
    return objectionTo(person)
        .map(refusal -> Result.refused(person, refusal))
        .orElseGet(() -> new Result(person, claimId, null));
  }

  /** Why a person cannot claim whatever the proof is. */
  private Optional<ClaimRefusal> objectionTo(UserModel person) {
    if (!person.isEnabled()) {
      return Optional.of(ClaimRefusal.DISABLED);
    }
    if (person.getFirstAttribute(ClaimPolicy.CLAIMED) != null) {
      return Optional.of(ClaimRefusal.CLAIMED);
    }
    return realm.isBruteForceProtected()
            && session
                .getProvider(BruteForceProtector.class)
                .isTemporarilyDisabled(session, realm, person)
        ? Optional.of(ClaimRefusal.LOCKED)
        : Optional.empty();
  }
}
