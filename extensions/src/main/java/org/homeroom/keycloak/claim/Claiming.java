package org.homeroom.keycloak.claim;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.Person;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/** The moment in which an account becomes its owner's: in one transaction, and once. */
record Claiming(KeycloakSession session, RealmModel realm, ProvenClaim proven, Clock clock) {
  private static final String QUESTIONS = "homeroom-questions";

  /** Whether the account can still be claimed with what was proved, as far as can be seen now. */
  boolean isPossible() {
    try (ClaimStore store = new ClaimStore(session, realm)) {
      return isOpen(store);
    }
  }

  /** The same, and nobody else can claim it until the transaction ends. */
  boolean begin() {
    try (ClaimStore store = new ClaimStore(session, realm)) {
      store.lock(proven.userId());
      return isOpen(store);
    }
  }

  /** Reads past the user cache, which may not have heard of what another node has just written. */
  private boolean isOpen(ClaimStore store) {
    Person person =
        new People(session, realm)
            .byId(Set.of(proven.userId()), ClaimPolicy.ATTRIBUTES)
            .get(proven.userId());
    return person != null
        && person.enabled()
        && person.attribute(ClaimPolicy.CLAIMED).isEmpty()
        && proven.claimId().map(id -> isGood(store, id)).orElse(true);
  }

  private boolean isGood(ClaimStore store, String claimId) {
    return store.byId(List.of(claimId)).stream()
        .filter(stored -> stored.ownerId().equals(proven.userId()))
        .map(StoredClaim::claim)
        .anyMatch(claim -> claim.isActive() && !claim.isExpiredAt(clock.instant()));
  }

  /**
   * After the password is set: uses the proof up, and leaves on the account what is still to do.
   */
  void complete(RequiredActionContext context) {
    UserModel person = context.getUser();
    try (ClaimStore store = new ClaimStore(session, realm)) {
      store.delete(store.ofPeople(List.of(proven.userId())));
    }
    person.setSingleAttribute(
        ClaimPolicy.CLAIMED, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    person.removeRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
    if (isEmployee(person)
        && !person.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE)) {
      person.addRequiredAction(UserModel.RequiredAction.CONFIGURE_TOTP);
    }
    require(person, QUESTIONS);
    require(person, ClaimDone.ID);
    context
        .getEvent()
        .clone()
        .event(EventType.REGISTER)
        .user(person)
        .detail(Details.REGISTER_METHOD, proven.claimId().isPresent() ? "claim-code" : "facts")
        .success();
    ProvenClaim.forget(context.getAuthenticationSession());
  }

  private static boolean isEmployee(UserModel person) {
    return "staff".equals(person.getFirstAttribute(ClaimPolicy.PERSON_TYPE));
  }

  private void require(UserModel person, String action) {
    RequiredActionProviderModel known = realm.getRequiredActionProviderByAlias(action);
    if (known != null && known.isEnabled()) {
      person.addRequiredAction(action);
    }
  }
}
