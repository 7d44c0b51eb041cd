package org.homeroom.keycloak.care;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Person;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserModel;

/** Reads how people stand with signing in: from the events, the credentials and the lock. */
final class SignInStates {
  private final KeycloakSession session;
  private final RealmModel realm;
  private final EntityManager entities;
  private final Clock clock;

  SignInStates(KeycloakSession session, RealmModel realm, Clock clock) {
    this.session = session;
    this.realm = realm;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.clock = clock;
  }

  List<SignInState> of(Collection<Person> people) {
    Set<String> ids = people.stream().map(Person::id).collect(Collectors.toSet());
    Map<String, Instant> signIns = last(EventType.LOGIN, ids);
    Map<String, Instant> failures = last(EventType.LOGIN_ERROR, ids);
    return people.stream()
        .map(
            person ->
                state(
                    person,
                    session.users().getUserById(realm, person.id()),
                    signIns.get(person.id()),
                    failures.get(person.id())))
        .toList();
  }

  private SignInState state(Person person, UserModel user, Instant signIn, Instant failure) {
    Optional<UserLoginFailureModel> counted =
        Optional.ofNullable(session.loginFailures().getUserLoginFailure(realm, person.id()));
    return new SignInState(
        person.sourcedId(),
        person.id(),
        person.enabled(),
        signIn,
        failure,
        counted.map(UserLoginFailureModel::getNumFailures).orElse(0),
        counted.flatMap(this::lockedUntil).orElse(null),
        user.credentialManager()
            .getStoredCredentialsStream()
            .map(CredentialModel::getType)
            .collect(Collectors.toSet()),
        user.getRequiredActionsStream().collect(Collectors.toSet()));
  }

  private Optional<Instant> lockedUntil(UserLoginFailureModel counted) {
    return Optional.of(Instant.ofEpochSecond(counted.getFailedLoginNotBefore()))
        .filter(clock.instant()::isBefore);
  }

  /** When there last was an event of a kind, by user id; who had none is absent. */
  private Map<String, Instant> last(EventType type, Set<String> userIds) {
    Map<String, Instant> times = new HashMap<>();
    if (userIds.isEmpty()) {
      return times;
    }
    entities
        .createQuery(
            "select e.userId, max(e.time) from EventEntity e where e.realmId = :realm"
                + " and e.type = :type and e.userId in (:people) group by e.userId",
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("type", type.toString())
        .setParameter("people", userIds)
        .getResultList()
        .forEach(row -> times.put((String) row[0], Instant.ofEpochMilli((Long) row[1])));
    return times;
  }
}
