package org.homeroom.keycloak.questions.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

class RecoveryPolicyTest {
  private final RealmModel realm = mock(RealmModel.class);
  private final RoleModel staff = mock(RoleModel.class);
  private final UserModel person = mock(UserModel.class);

  @BeforeEach
  void roles() {
    when(realm.getRole("staff")).thenReturn(staff);
  }

  private UserModel somebody(String kind, String grade, boolean enabled) {
    when(person.isEnabled()).thenReturn(enabled);
    when(person.getFirstAttribute("personType")).thenReturn(kind);
    when(person.getFirstAttribute("grade")).thenReturn(grade);
    return person;
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  student, 07, true",
    "true,  true,  student, KG, false",
    "true,  true,  student, ,   false",
    "true,  false, student, 07, false",
    "false, true,  student, 07, false",
    "true,  false, staff,   ,   true",
    "false, false, staff,   ,   true",
    "true,  false, ,        ,   true"
  })
  void policyKindAndGradeSayWhoRecovers(
      boolean questions, boolean students, String kind, String grade, boolean admitted) {
    RecoveryPolicy policy = new RecoveryPolicy(questions, 2, students, Set.of("06", "07"), true);

    assertThat(policy.admits(realm, somebody(kind, grade, true))).isEqualTo(admitted);
  }

  @Test
  void nobodyRecoversTheAccountOfSomebodyWhoLeft() {
    RecoveryPolicy policy = new RecoveryPolicy(true, 2, true, Set.of("07"), true);

    assertThat(policy.admits(realm, somebody("student", "07", false))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "student, questions,       true",
    "student, email,           false",
    "student, otp,             false",
    "staff,   questions,       false",
    "staff,   questions email, true",
    "staff,   email otp,       true",
    "'',      questions,       false"
  })
  void studentsProveTheQuestionsAndEverybodyElseTwoThings(
      String kind, String proofs, boolean enough) {
    assertThat(
            RecoveryPolicy.isEnough(realm, somebody(kind, null, true), Set.of(proofs.split(" "))))
        .isEqualTo(enough);
  }

  @Test
  void aStudentWhoWorksForTheDistrictNeedsTwoProofs() {
    somebody("student", "12", true);
    when(person.hasRole(staff)).thenReturn(true);

    assertThat(RecoveryPolicy.isEnough(realm, person, Set.of("questions"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, a@b, true", "true, a.b, false", "false, a@b, false"})
  void onlyItsFormSaysThatSomethingIsAnAddress(boolean byEmail, String typed, boolean address) {
    RecoveryPolicy policy = new RecoveryPolicy(true, 2, true, Set.of(), byEmail);

    assertThat(policy.isAddress(typed)).isEqualTo(address);
  }

  @Test
  void aRealmThatSaysNothingSendsStudentsToTheirCampus() {
    RecoveryPolicy policy = RecoveryPolicy.of(realm);

    assertThat(policy.students()).isFalse();
    assertThat(policy.questions()).isFalse();
  }
}
