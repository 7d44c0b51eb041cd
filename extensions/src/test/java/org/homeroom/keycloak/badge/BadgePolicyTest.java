package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.homeroom.keycloak.badge.BadgeHolder.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

class BadgePolicyTest {
  private static final Instant MONDAY_NOON = Instant.parse("2026-11-02T18:00:00Z");
  private static final Map<String, String> KINDERGARTEN = Map.of(BadgePolicy.GRADES, "KG");

  private final RealmModel realm = mock(RealmModel.class);

  private static BadgePolicy policy(String... namesAndValues) {
    Map<String, String> attributes = new HashMap<>(KINDERGARTEN);
    for (int index = 0; index < namesAndValues.length; index += 2) {
      attributes.put(namesAndValues[index], namesAndValues[index + 1]);
    }
    return BadgePolicy.of(new PolicyAttributes(attributes::get));
  }

  private static BadgeHolder student(String grade, boolean specialEd, String... campuses) {
    return new BadgeHolder(Kind.STUDENT, grade, specialEd, Set.of(campuses));
  }

  @Test
  void theRealmsAttributesAreThePolicy() {
    when(realm.getAttribute(BadgePolicy.GRADES)).thenReturn("PK, KG,,01 ");
    when(realm.getAttribute(BadgePolicy.SPECIAL_ED)).thenReturn("true");
    when(realm.getAttribute(BadgePolicy.STAFF)).thenReturn("false");

    BadgePolicy policy = BadgePolicy.of(realm);

    assertThat(policy.grades()).containsExactlyInAnyOrder("PK", "KG", "01");
    assertThat(policy.specialEd()).isTrue();
    assertThat(policy.staff()).isFalse();
  }

  @Test
  void aRequestReadsItOnce() {
    KeycloakSession request = mock(KeycloakSession.class);
    when(realm.getId()).thenReturn("realm");
    when(realm.getAttribute(BadgePolicy.GRADES)).thenReturn("KG");
    when(request.getAttribute(anyString(), eq(BadgePolicy.class)))
        .thenReturn(null)
        .thenAnswer(call -> BadgePolicy.NOBODY);

    assertThat(BadgePolicy.of(request, realm).grades()).containsExactly("KG");
    assertThat(BadgePolicy.of(request, realm)).isEqualTo(BadgePolicy.NOBODY);
  }

  @Test
  void withoutAttributesNobodyMay() {
    assertThat(BadgePolicy.of(realm)).isEqualTo(BadgePolicy.NOBODY);
    assertThat(BadgePolicy.NOBODY.admitsAnybody()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "STUDENT, KG, false, true",
    "STUDENT, 06, false, false",
    "STUDENT, 06, true, true",
    "STUDENT, '', false, false",
    "STAFF, '', false, false",
    "STAFF, KG, true, false",
    "OTHER, KG, true, false",
  })
  void onlyTheseStudentsMay(Kind kind, String grade, boolean specialEd, boolean admitted) {
    BadgePolicy policy = policy(BadgePolicy.SPECIAL_ED, "true");

    assertThat(policy.admits(new BadgeHolder(kind, grade, specialEd, Set.of())))
        .isEqualTo(admitted);
  }

  @Test
  void aMarkAloneIsNotEnoughWhereTheDistrictSaysSo() {
    BadgePolicy policy = policy(BadgePolicy.STAFF, "true");

    assertThat(policy.admits(student("06", true))).isFalse();
    assertThat(policy.admits(new BadgeHolder(Kind.STAFF, "", false, Set.of()))).isTrue();
  }

  @Test
  void onlyPeopleOfTheCampusesMay() {
    BadgePolicy policy = policy(BadgePolicy.CAMPUSES, "CV01,CV02");

    assertThat(policy.objectionTo(student("KG", false, "CV02", "CV03"))).isEmpty();
    assertThat(policy.objectionTo(student("KG", false, "CV03"))).contains(BadgeRefusal.CAMPUS);
    assertThat(policy.objectionTo(student("KG", false))).contains(BadgeRefusal.CAMPUS);
    assertThat(policy.objectionTo(student("06", false, "CV03"))).contains(BadgeRefusal.POLICY);
  }

  @Test
  void badgesSignInFromTheNetworksOnly() {
    BadgePolicy policy = policy(BadgePolicy.NETWORKS, "10.20.0.0/16, 2001:db8::/32");

    assertThat(policy.objectionTo("10.20.1.1", MONDAY_NOON)).isEmpty();
    assertThat(policy.objectionTo("2001:db8::1", MONDAY_NOON)).isEmpty();
    assertThat(policy.objectionTo("10.21.1.1", MONDAY_NOON)).contains(BadgeRefusal.NETWORK);
  }

  @Test
  void badgesSignInAtTheHoursOnly() {
    BadgePolicy policy =
        policy(BadgePolicy.HOURS, "Mon-Fri 07:00-17:30", BadgePolicy.TIME_ZONE, "America/Chicago");

    assertThat(policy.objectionTo("10.20.1.1", MONDAY_NOON)).isEmpty();
    assertThat(policy.objectionTo("10.20.1.1", MONDAY_NOON.plusSeconds(6 * 3600)))
        .contains(BadgeRefusal.HOURS);
  }

  @ParameterizedTest
  @CsvSource({
    "homeroom.badge.grades, ','",
    "homeroom.badge.special-ed, yes",
    "homeroom.badge.staff, 1",
    "homeroom.badge.campuses, ' , '",
    "homeroom.badge.networks, '10.20.0.0/16,school.example'",
    "homeroom.badge.networks, ','",
    "homeroom.badge.hours, all day",
    "homeroom.badge.time-zone, Chicago",
    "homeroom.badge.second-step.picture, ','",
    "homeroom.badge.second-step.pin, 'KG,02'",
  })
  void whereAnAttributeCannotBeReadNobodyMay(String name, String value) {
    Map<String, String> others =
        Map.of(
            BadgePolicy.PICTURE,
            "KG",
            BadgePolicy.HOURS,
            "Mon 07:00-12:00",
            BadgePolicy.TIME_ZONE,
            "America/Chicago");
    PolicyAttributes attributes =
        new PolicyAttributes(
            asked ->
                asked.equals(name)
                    ? value
                    : others.getOrDefault(asked, KINDERGARTEN.getOrDefault(asked, "")));

    assertThat(BadgePolicy.of(attributes)).isEqualTo(BadgePolicy.NOBODY);
    assertThat(attributes.unreadable()).containsOnlyKeys(name);
  }

  @ParameterizedTest
  @CsvSource({
    "STUDENT, KG, PICTURE",
    "STUDENT, 03, PIN",
    "STUDENT, 09, ",
    "STAFF, KG, ",
  })
  void whatFollowsABadgeGoesByTheGrade(Kind kind, String grade, SecondStep step) {
    BadgePolicy policy = policy(BadgePolicy.PICTURE, "PK,KG", BadgePolicy.PIN, "03");

    assertThat(policy.secondSteps().of(new BadgeHolder(kind, grade, false, Set.of())))
        .isEqualTo(Optional.ofNullable(step));
  }

  @Test
  void aStarMeansEveryStudent() {
    BadgePolicy policy = policy(BadgePolicy.PIN, SecondSteps.EVERYBODY);

    assertThat(policy.secondSteps().of(student("", true))).contains(SecondStep.PIN);
  }

  @Test
  void theLastDayIsADateOrAbsent() {
    when(realm.getAttribute(BadgePolicy.EXPIRES)).thenReturn("", "2027-06-30");

    assertThat(BadgePolicy.lastDay(realm)).isEmpty();
    assertThat(BadgePolicy.lastDay(realm)).contains(LocalDate.parse("2027-06-30"));
  }
}
