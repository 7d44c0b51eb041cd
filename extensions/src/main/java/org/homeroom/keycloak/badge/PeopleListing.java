package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Chunks;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.homeroom.keycloak.support.classes.Classes;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Writes the people whom badges are wanted for, a thousand at a time: five queries for each
 * thousand, and no more than that in memory.
 */
final class PeopleListing {
  private static final int AT_A_TIME = 1_000;
  private static final Set<String> ATTRIBUTES = attributes();

  /** Of several badges the one that tells most: one that works, then the last issued. */
  private static final Comparator<StoredBadge> BY_USE =
      Comparator.<StoredBadge, Boolean>comparing(stored -> stored.badge().isActive())
          .thenComparing(StoredBadge.BY_AGE);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final PeopleFilter filter;
  private final BadgePolicy policy;
  private final Classes classes;
  private final Instant now;
  private final JsonGenerator json;

  /** The class that was asked for, of each of its students; empty if none was. */
  private final Map<String, ClassEntity> classOf = new HashMap<>();

  PeopleListing(
      KeycloakSession session,
      RealmModel realm,
      PeopleFilter filter,
      Instant now,
      JsonGenerator json) {
    this.session = session;
    this.realm = realm;
    this.filter = filter;
    this.policy = BadgePolicy.of(session, realm);
    this.classes = new Classes(session, realm);
    this.now = now;
    this.json = json;
  }

  private static Set<String> attributes() {
    Set<String> names = new HashSet<>(BadgeHolder.ATTRIBUTES);
    names.add(PeopleFilter.SCHOOLS);
    names.add(PeopleFilter.EMPLOYEE_TYPE);
    return Set.copyOf(names);
  }

  /**
   * @param care Keycloak's ids of the people whom the caller may see; empty for everybody
   */
  void write(Optional<Set<String>> care) throws IOException {
    Optional<Set<String>> asked = narrowed(care);
    if (asked.isPresent()) {
      writeThese(asked.get());
      return;
    }
    List<String> ids = idsAfter("");
    while (!ids.isEmpty()) {
      writeSome(ids);
      ids = idsAfter(ids.get(ids.size() - 1));
    }
  }

  /** The people in care among those who were named and those of the classes that were. */
  private Optional<Set<String>> narrowed(Optional<Set<String>> care) {
    Optional<Set<String>> ids = care;
    if (!filter.people().isEmpty()) {
      Collection<Person> named =
          new People(session, realm).bySourcedId(filter.people(), Set.of()).values();
      ids = both(ids, named.stream().map(Person::id).collect(Collectors.toSet()));
    }
    if (!filter.classes().isEmpty()) {
      readClasses();
      ids = both(ids, classOf.keySet());
    }
    return ids;
  }

  private static Optional<Set<String>> both(Optional<Set<String>> some, Set<String> others) {
    Set<String> ids = new TreeSet<>(others);
    some.ifPresent(ids::retainAll);
    return Optional.of(ids);
  }

  private void readClasses() {
    Map<String, ClassEntity> found = classes.bySourcedId(filter.classes());
    Map<String, Set<String>> students =
        classes.studentIdsByClass(found.values().stream().map(ClassEntity::getId).toList());
    for (String sourcedId : filter.classes()) {
      ClassEntity schoolClass = found.get(sourcedId);
      if (schoolClass != null) {
        students
            .getOrDefault(schoolClass.getId(), Set.of())
            .forEach(id -> classOf.putIfAbsent(id, schoolClass));
      }
    }
  }

  private List<String> idsAfter(String last) {
    return session
        .getProvider(JpaConnectionProvider.class)
        .getEntityManager()
        .createQuery(
            "select u.id from UserEntity u where u.realmId = :realm and u.enabled = true"
                + " and u.id > :last order by u.id",
            String.class)
        .setParameter("realm", realm.getId())
        .setParameter("last", last)
        .setMaxResults(AT_A_TIME)
        .getResultList();
  }

  private void writeThese(Collection<String> ids) throws IOException {
    for (List<String> some : Chunks.of(ids, AT_A_TIME)) {
      writeSome(some);
    }
  }

  private void writeSome(List<String> ids) throws IOException {
    Map<String, Person> people =
        new People(session, realm)
            .byId(ids, ATTRIBUTES).values().stream()
                .filter(Person::enabled)
                .filter(person -> filter.admits(person, BadgeHolder.of(person)))
                .collect(Collectors.toMap(Person::id, Function.identity()));
    if (people.isEmpty()) {
      return;
    }
    Map<String, BadgeCredentialModel> badges = badgesOf(people.keySet());
    Map<String, ClassEntity> homerooms =
        filter.classes().isEmpty() ? classes.homeroomsOf(people.keySet()) : classOf;
    for (Person person : people.values()) {
      BadgeCredentialModel badge = badges.get(person.id());
      if (!filter.withoutBadge() || !works(badge)) {
        json.writePOJO(BadgePerson.of(person, policy, homerooms.get(person.id()), badge));
      }
    }
  }

  private Map<String, BadgeCredentialModel> badgesOf(Set<String> userIds) {
    try (BadgeStore store = new BadgeStore(session, realm)) {
      Map<String, StoredBadge> best =
          store.ofPeople(userIds).stream()
              .collect(
                  Collectors.toMap(
                      StoredBadge::ownerId, Function.identity(), BinaryOperator.maxBy(BY_USE)));
      return best.values().stream()
          .collect(Collectors.toMap(StoredBadge::ownerId, StoredBadge::badge));
    }
  }

  private boolean works(BadgeCredentialModel badge) {
    return badge != null && badge.isActive() && !badge.isExpiredAt(now);
  }
}
