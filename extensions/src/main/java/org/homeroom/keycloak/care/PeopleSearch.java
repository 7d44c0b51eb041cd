package org.homeroom.keycloak.care;

import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.Person;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Finds people in somebody's care by what was typed. */
final class PeopleSearch {
  /** How many are shown: who gets more types more. */
  static final int MOST = 50;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final People people;

  PeopleSearch(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.people = new People(session, realm);
  }

  /**
   * @param people by name, those whose id or user name it is first
   * @param more whether there are more than these
   */
  record Found(List<PersonInCare> people, boolean more) {
    Found {
      people = List.copyOf(people);
    }
  }

  /**
   * @param care Keycloak's ids of the people whom the caller may see; empty for everybody
   */
  Found find(NameQuery query, Optional<Set<String>> care) {
    if (query.isEmpty()) {
      return new Found(List.of(), false);
    }
    Set<String> ids = care.orElseGet(() -> candidates(query));
    List<Person> matching =
        people.byId(ids, PersonInCare.ATTRIBUTES).values().stream()
            .filter(query::matches)
            .sorted(order(query))
            .limit(MOST + 1L)
            .toList();
    return new Found(
        matching.stream().limit(MOST).map(PersonInCare::of).toList(), matching.size() > MOST);
  }

  private Set<String> candidates(NameQuery query) {
    EntityManager entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    Set<String> ids = new HashSet<>(new NamesOfEverybody(entities, realm).ids(query));
    people.bySourcedId(query.asIds(), Set.of()).values().forEach(person -> ids.add(person.id()));
    return ids;
  }

  private static Comparator<Person> order(NameQuery query) {
    return Comparator.<Person, Boolean>comparing(person -> !query.names(person))
        .thenComparing(person -> NameQuery.folded(person.lastName()))
        .thenComparing(person -> NameQuery.folded(person.firstName()))
        .thenComparing(Person::sourcedId);
  }
}
