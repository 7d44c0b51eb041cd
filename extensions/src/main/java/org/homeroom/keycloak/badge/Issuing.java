package org.homeroom.keycloak.badge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.homeroom.keycloak.badge.BadgeCredentialModel.Answer;
import org.homeroom.keycloak.badge.IssueAnswer.IssuedBadge;
import org.homeroom.keycloak.badge.IssueAnswer.RefusedPerson;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.homeroom.keycloak.support.classes.Classes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Makes pending badges for many people at once: each person gets one, or is refused with a word.
 */
final class Issuing {
  private static final String NOT_ALLOWED = "not_allowed";
  private static final Comparator<Person> BY_NAME =
      Comparator.comparing(Person::lastName, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Person::firstName, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Person::sourcedId);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Responsibility responsibility;
  private final BadgePolicy policy;
  private final Instant now;
  private final LocalDate lastDay;
  private final String issuer;

  private final List<Recipient> recipients = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<RefusedPerson> refused = new ArrayList<>();

  /**
   * @param schoolClass which it is for, or null
   * @param answer what has to follow the badge
   */
  private record Recipient(
      Person person, ClassEntity schoolClass, BadgeCode code, Optional<Answer> answer) {

    /** Null where another step follows, or none. */
    private String answer(SecondStep step) {
      return answer.filter(drawn -> drawn.step() == step).map(Answer::answer).orElse(null);
    }
  }

  /**
   * @param responsibility of the issuer
   * @param lastDay of the badges; null for no end
   * @param issuer user id of who issues them
   */
  Issuing(
      KeycloakSession session,
      RealmModel realm,
      Responsibility responsibility,
      Instant now,
      LocalDate lastDay,
      String issuer) {
    this.session = session;
    this.realm = realm;
    this.responsibility = responsibility;
    this.policy = BadgePolicy.of(realm);
    this.now = now;
    this.lastDay = lastDay;
    this.issuer = issuer;
  }

  IssueAnswer toPeople(List<String> sourcedIds) {
    Map<String, Person> people =
        new People(session, realm).bySourcedId(sourcedIds, BadgeHolder.ATTRIBUTES);
    for (String sourcedId : new LinkedHashSet<>(sourcedIds)) {
      Person person = people.get(sourcedId);
      if (person == null || !responsibility.includesPerson(person.id())) {
        refused.add(new RefusedPerson(sourcedId, NOT_ALLOWED));
      } else {
        consider(person, null);
      }
    }
    return issue();
  }

  /** A student of several of the classes gets one badge, with the first of them. */
  IssueAnswer toClasses(List<String> sourcedIds) {
    Classes classes = new Classes(session, realm);
    Map<String, ClassEntity> allowed = new LinkedHashMap<>();
    Map<String, ClassEntity> found = classes.bySourcedId(sourcedIds);
    for (String sourcedId : sourcedIds) {
      ClassEntity schoolClass = found.get(sourcedId);
      if (schoolClass != null && responsibility.includes(schoolClass)) {
        allowed.put(sourcedId, schoolClass);
      } else {
        refused.add(new RefusedPerson(sourcedId, NOT_ALLOWED));
      }
    }
    Map<String, Set<String>> students =
        classes.studentIdsByClass(allowed.values().stream().map(ClassEntity::getId).toList());
    Set<String> all = new HashSet<>();
    students.values().forEach(all::addAll);
    RequestBody.requireFew(all.size(), RequestBody.MOST, "classes");
    Map<String, Person> people = new People(session, realm).byId(all, BadgeHolder.ATTRIBUTES);
    allowed.forEach(
        (sourcedId, schoolClass) ->
            students.getOrDefault(schoolClass.getId(), Set.of()).stream()
                .map(people::get)
                .flatMap(person -> Optional.ofNullable(person).stream())
                .sorted(BY_NAME)
                .forEach(person -> consider(person, schoolClass)));
    return issue();
  }

  private void consider(Person person, ClassEntity schoolClass) {
    if (!seen.add(person.id())) {
      return;
    }
    if (!person.enabled()) {
      refused.add(new RefusedPerson(person.sourcedId(), "disabled"));
      return;
    }
    BadgeHolder holder = BadgeHolder.of(person);
    if (!policy.admits(holder) || !BadgeCode.canHold(person.id())) {
      refused.add(new RefusedPerson(person.sourcedId(), "policy"));
    } else {
      recipients.add(
          new Recipient(
              person,
              schoolClass,
              BadgeCode.create(UUID.fromString(person.id())),
              policy.secondSteps().of(holder).map(Answer::draw)));
    }
  }

  private IssueAnswer issue() {
    Map<String, BadgeCredentialModel> badges = new LinkedHashMap<>();
    for (Recipient recipient : recipients) {
      badges.put(
          recipient.person.id(),
          BadgeCredentialModel.pending(
              recipient.code, now, lastDay, issuer, recipient.answer.orElse(null)));
    }
    Map<String, String> ids = stored(badges);
    List<IssuedBadge> issued =
        recipients.stream()
            .map(recipient -> issued(recipient, ids.get(recipient.person.id())))
            .toList();
    return new IssueAnswer(issued, refused);
  }

  private Map<String, String> stored(Map<String, BadgeCredentialModel> badges) {
    try (BadgeStore store = new BadgeStore(session, realm)) {
      return store.insert(badges);
    }
  }

  private static IssuedBadge issued(Recipient recipient, String credentialId) {
    Person person = recipient.person;
    return new IssuedBadge(
        person.sourcedId(),
        person.id(),
        credentialId,
        recipient.code.format(),
        person.username(),
        person.firstName(),
        person.lastName(),
        person.attribute(BadgeHolder.GRADE).orElse(null),
        recipient.schoolClass == null ? null : recipient.schoolClass.getSourcedId(),
        recipient.schoolClass == null ? null : recipient.schoolClass.getTitle(),
        recipient.answer(SecondStep.PICTURE),
        recipient.answer(SecondStep.PIN));
  }
}
