package org.homeroom.keycloak.badge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.homeroom.keycloak.badge.BadgeCredentialModel.Answer;
import org.homeroom.keycloak.badge.IssueAnswer.IssuedBadge;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.Recipients;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Makes pending badges for many people at once: each person gets one, or is refused with a word.
 */
final class Issuing {
  private final KeycloakSession session;
  private final RealmModel realm;
  private final BadgePolicy policy;
  private final Recipients recipients;
  private final Instant now;
  private final LocalDate lastDay;
  private final String issuer;

  /**
   * A badge that was just drawn.
   *
   * @param answer what has to follow the badge
   */
  private record Drawn(Recipient recipient, BadgeCode code, Optional<Answer> answer) {

    String userId() {
      return recipient.person().id();
    }

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
    this.policy = BadgePolicy.of(session, realm);
    this.recipients =
        new Recipients(
            session,
            realm,
            responsibility,
            BadgeHolder.ATTRIBUTES,
            this::mayHaveOne,
            RequestBody.MOST);
    this.now = now;
    this.lastDay = lastDay;
    this.issuer = issuer;
  }

  private boolean mayHaveOne(Person person) {
    return policy.admits(BadgeHolder.of(person)) && BadgeCode.canHold(person.id());
  }

  IssueAnswer toPeople(List<String> sourcedIds) {
    recipients.addPeople(sourcedIds);
    return issue();
  }

  /** A student of several of the classes gets one badge, with the first of them. */
  IssueAnswer toClasses(List<String> sourcedIds) {
    recipients.addClasses(sourcedIds);
    return issue();
  }

  private IssueAnswer issue() {
    List<Drawn> drawn = recipients.admitted().stream().map(this::draw).toList();
    Map<String, BadgeCredentialModel> badges = new LinkedHashMap<>();
    for (Drawn one : drawn) {
      badges.put(
          one.userId(),
          BadgeCredentialModel.pending(one.code, now, lastDay, issuer, one.answer.orElse(null)));
    }
    Map<String, String> ids = stored(badges);
    List<IssuedBadge> issued =
        drawn.stream().map(one -> issued(one, ids.get(one.userId()))).toList();
    return new IssueAnswer(issued, recipients.refused());
  }

  private Drawn draw(Recipient recipient) {
    Person person = recipient.person();
    return new Drawn(
        recipient,
        BadgeCode.create(UUID.fromString(person.id())),
        policy.secondSteps().of(BadgeHolder.of(person)).map(Answer::draw));
  }

  private Map<String, String> stored(Map<String, BadgeCredentialModel> badges) {
    try (BadgeStore store = new BadgeStore(session, realm)) {
      return store.insert(badges);
    }
  }

  private static IssuedBadge issued(Drawn drawn, String credentialId) {
    Person person = drawn.recipient.person();
    Optional<ClassEntity> schoolClass = drawn.recipient.schoolClass();
    return new IssuedBadge(
        person.sourcedId(),
        person.id(),
        credentialId,
        drawn.code.format(),
        person.username(),
        person.firstName(),
        person.lastName(),
        person.attribute(BadgeHolder.GRADE).orElse(null),
        schoolClass.map(ClassEntity::getSourcedId).orElse(null),
        schoolClass.map(ClassEntity::getTitle).orElse(null),
        drawn.answer(SecondStep.PICTURE),
        drawn.answer(SecondStep.PIN));
  }
}
