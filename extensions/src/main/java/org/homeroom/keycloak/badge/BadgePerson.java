package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.classes.ClassEntity;

/**
 * Somebody whom a badge could be printed for, and the badge that the person has.
 *
 * @param kind {@code student} or {@code staff}
 * @param schools codes
 * @param schoolClass {@code sourcedId} of the class that was asked for, else of the homeroom
 * @param badge one that works before one that is pending
 * @param refusal {@code policy} if none would be issued
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BadgePerson(
    String sourcedId,
    String userId,
    String username,
    String firstName,
    String lastName,
    String kind,
    String grade,
    List<String> schools,
    String employeeType,
    boolean specialEd,
    @JsonProperty("class") String schoolClass,
    String classTitle,
    BadgeSummary badge,
    String refusal) {

  BadgePerson {
    schools = List.copyOf(schools);
  }

  /**
   * @param schoolClass null for none
   * @param badge null for none
   */
  static BadgePerson of(
      Person person, BadgePolicy policy, ClassEntity schoolClass, BadgeCredentialModel badge) {
    BadgeHolder holder = BadgeHolder.of(person);
    boolean admitted = policy.admits(holder) && BadgeCode.canHold(person.id());
    Optional<ClassEntity> ofClass = Optional.ofNullable(schoolClass);
    return new BadgePerson(
        person.sourcedId(),
        person.id(),
        person.username(),
        person.firstName(),
        person.lastName(),
        holder.kind().name().toLowerCase(Locale.ROOT),
        person.attribute(BadgeHolder.GRADE).orElse(null),
        person.values(PeopleFilter.SCHOOLS),
        person.attribute(PeopleFilter.EMPLOYEE_TYPE).orElse(null),
        holder.specialEd(),
        ofClass.map(ClassEntity::getSourcedId).orElse(null),
        ofClass.map(ClassEntity::getTitle).orElse(null),
        badge == null ? null : BadgeSummary.of(badge),
        admitted ? null : "policy");
  }
}
