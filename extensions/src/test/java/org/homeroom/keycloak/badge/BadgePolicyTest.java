package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.LocalDate;
import java.util.Set;
import org.homeroom.keycloak.badge.BadgeHolder.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RealmModel;

class BadgePolicyTest {
  private final RealmModel realm = mock(RealmModel.class);

  @Test
  void theRealmsAttributesAreThePolicy() {
    when(realm.getAttribute(BadgePolicy.GRADES)).thenReturn("PK, KG,,01 ");
    when(realm.getAttribute(BadgePolicy.SPECIAL_ED)).thenReturn("true");
    when(realm.getAttribute(BadgePolicy.STAFF)).thenReturn("false");

    assertThat(BadgePolicy.of(realm))
        .isEqualTo(new BadgePolicy(Set.of("PK", "KG", "01"), true, false));
  }

  @Test
  void withoutAttributesNobodyMay() {
    assertThat(BadgePolicy.of(realm).admitsAnybody()).isFalse();
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
    BadgePolicy policy = new BadgePolicy(Set.of("KG"), true, false);

    assertThat(policy.admits(new BadgeHolder(kind, grade, specialEd))).isEqualTo(admitted);
  }

  @Test
  void aMarkAloneIsNotEnoughWhereTheDistrictSaysSo() {
    BadgePolicy policy = new BadgePolicy(Set.of("KG"), false, true);

    assertThat(policy.admits(new BadgeHolder(Kind.STUDENT, "06", true))).isFalse();
    assertThat(policy.admits(new BadgeHolder(Kind.STAFF, "", false))).isTrue();
  }

  @Test
  void theLastDayIsADateOrAbsent() {
    when(realm.getAttribute(BadgePolicy.EXPIRES)).thenReturn("", "2027-06-30");

    assertThat(BadgePolicy.lastDay(realm)).isEmpty();
    assertThat(BadgePolicy.lastDay(realm)).contains(LocalDate.parse("2027-06-30"));
  }
}
