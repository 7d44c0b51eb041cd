package org.homeroom.keycloak.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

class PasswordRuleTest {
  private static final KnownWords NONE = new KnownWords(List.of(), List.of(), List.of());

  private final RealmModel realm = mock(RealmModel.class);
  private final UserModel person = mock(UserModel.class);

  @BeforeEach
  void districtSaysTheRules() {
    when(realm.getAttribute("homeroom.password.student.min-length")).thenReturn("8");
    when(realm.getAttribute("homeroom.password.student.min-strength")).thenReturn("3");
    when(realm.getAttribute("homeroom.password.staff.min-length")).thenReturn(" 12 ");
    when(realm.getAttribute("homeroom.password.staff.min-strength")).thenReturn("2");
  }

  @ParameterizedTest
  @CsvSource({"student, 8, 3", "staff, 12, 2", "visitor, 12, 3"})
  void theKindOfPersonDecides(String kind, int minLength, int minStrength) {
    when(person.getFirstAttribute(PasswordRule.PERSON_TYPE)).thenReturn(kind);

    assertThat(PasswordRule.of(realm, person)).isEqualTo(new PasswordRule(minLength, minStrength));
  }

  @Test
  void whoeverIsNotThereYetHasToMeetTheRulesOfAllKinds() {
    assertThat(PasswordRule.of(realm, null)).isEqualTo(new PasswordRule(12, 3));
  }

  @Test
  void aRuleThatCannotBeReadIsTheOneOfARealmThatSaysNothing() {
    when(realm.getAttribute("homeroom.password.student.min-length")).thenReturn("eight");
    when(realm.getAttribute("homeroom.password.student.min-strength")).thenReturn(null);
    when(person.getFirstAttribute(PasswordRule.PERSON_TYPE)).thenReturn("student");

    assertThat(PasswordRule.of(realm, person)).isEqualTo(new PasswordRule(8, 2));
  }

  @Test
  void whatIsTooShortIsToldTheLength() {
    assertThat(new PasswordRule(12, 2).objectionTo("T9#mQ2!xLp7", NONE))
        .contains(new Objection("passwordTooShort", List.of(12)));
  }

  @Test
  void lengthIsCountedAsPeopleDo() {
    assertThat(new PasswordRule(8, 0).objectionTo("🐢🐢🐢🐢🐢🐢🐢🐢", NONE)).isEmpty();
    assertThat(new PasswordRule(8, 0).objectionTo("🐢🐢🐢🐢", NONE)).isPresent();
  }

  @Test
  void whatIsEasyToGuessIsToldWhy() {
    assertThat(new PasswordRule(8, 2).objectionTo("basketball", NONE))
        .contains(new Objection("passwordTooEasy.word", List.of()));
  }

  @Test
  void threeWordsAreEnough() {
    assertThat(new PasswordRule(12, 3).objectionTo("fish lamp cloud", NONE)).isEmpty();
  }
}
