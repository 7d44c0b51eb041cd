package org.homeroom.keycloak.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.homeroom.keycloak.support.classes.Classes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Who gets something that is issued to people or to the students of classes, and who does not: each
 * person once, in the order of the request, of a class by last and first name.
 */
public final class Recipients {
  private static final Comparator<Person> BY_NAME =
      Comparator.comparing(Person::lastName, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Person::firstName, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Person::sourcedId);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Responsibility responsibility;
  private final Set<String> attributes;
  private final Predicate<Person> policy;
  private final int most;

  private final Set<String> seen = new HashSet<>();
  private final List<Recipient> admitted = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  /**
   * Somebody who gets one.
   *
   * @param schoolClass by which the person was asked for; empty if by name
   */
  public record Recipient(Person person, Optional<ClassEntity> schoolClass) {}

  /**
   * Somebody who gets none, or a class whose students get none. Of people who are unknown or not in
   * the issuer's care it has nothing but what the request said.
   *
   * @param error {@code not_allowed}, {@code disabled} or {@code policy}
   * @param schoolClass {@code sourcedId} of the class by which the person was asked for, or null
   * @param classTitle title of that class, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Refused(
      String sourcedId,
      String error,
      String firstName,
      String lastName,
      @JsonProperty("class") String schoolClass,
      String classTitle) {

    private static Refused notAllowed(String sourcedId) {
      return new Refused(sourcedId, "not_allowed", null, null, null, null);
    }

    /** Somebody in the issuer's care who gets none. */
    public static Refused of(Person person, Optional<ClassEntity> schoolClass, String error) {
      return new Refused(
          person.sourcedId(),
          error,
          person.firstName(),
          person.lastName(),
          schoolClass.map(ClassEntity::getSourcedId).orElse(null),
          schoolClass.map(ClassEntity::getTitle).orElse(null));
    }
  }

  /**
   * @param responsibility of the issuer
   * @param attributes of people, for the policy and for the answer
   * @param policy whether somebody may have one
   * @param most so many at once
   */
  public Recipients(
      KeycloakSession session,
      RealmModel realm,
      Responsibility responsibility,
      Set<String> attributes,
      Predicate<Person> policy,
      int most) {
    this.session = session;
    this.realm = realm;
    this.responsibility = responsibility;
    this.attributes = Set.copyOf(attributes);
    this.policy = policy;
    this.most = most;
  }

  public List<Recipient> admitted() {
    return List.copyOf(admitted);
  }

  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  /** Adds people by {@code sourcedId}. */
  public void addPeople(List<String> sourcedIds) {
    Map<String, Person> people = new People(session, realm).bySourcedId(sourcedIds, attributes);
    for (String sourcedId : new LinkedHashSet<>(sourcedIds)) {
      Person person = people.get(sourcedId);
      if (person == null || !responsibility.includesPerson(person.id())) {
        refused.add(Refused.notAllowed(sourcedId));
      } else {
        consider(person, Optional.empty());
      }
    }
  }

  /**
   * Adds the students of classes; one who is in several comes with the first of them.
   *
   * @throws Refusal 413 if there are too many
   */
  public void addClasses(List<String> sourcedIds) {
    Classes classes = new Classes(session, realm);
    Map<String, ClassEntity> found = classes.bySourcedId(sourcedIds);
    Map<String, ClassEntity> allowed = new LinkedHashMap<>();
    for (String sourcedId : sourcedIds) {
      ClassEntity schoolClass = found.get(sourcedId);
      if (schoolClass != null && responsibility.includes(schoolClass)) {
        allowed.put(sourcedId, schoolClass);
      } else {
        refused.add(Refused.notAllowed(sourcedId));
      }
    }
    Map<String, Set<String>> students =
        classes.studentIdsByClass(allowed.values().stream().map(ClassEntity::getId).toList());
    Set<String> all = new HashSet<>();
    students.values().forEach(all::addAll);
    RequestBody.requireFew(all.size(), most, "classes");
    Map<String, Person> people = new People(session, realm).byId(all, attributes);
    for (ClassEntity schoolClass : allowed.values()) {
      students.getOrDefault(schoolClass.getId(), Set.of()).stream()
          .map(people::get)
          .filter(Objects::nonNull)
          .sorted(BY_NAME)
          .forEach(person -> consider(person, Optional.of(schoolClass)));
    }
  }

  private void consider(Person person, Optional<ClassEntity> schoolClass) {
    if (!seen.add(person.id())) {
      return;
    }
    if (!person.enabled()) {
      refused.add(Refused.of(person, schoolClass, "disabled"));
    } else if (!policy.test(person)) {
      refused.add(Refused.of(person, schoolClass, "policy"));
    } else {
      admitted.add(new Recipient(person, schoolClass));
    }
  }
}
