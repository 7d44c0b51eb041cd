package org.homeroom.keycloak.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.homeroom.keycloak.support.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RealmModel;

class CardPolicyTest {
  private final RealmModel realm = mock(RealmModel.class);

  @Test
  void theRealmsAttributesAreThePolicy() {
    when(realm.getAttribute(CardPolicy.GRADES)).thenReturn("PK, KG,,01 ");
    when(realm.getAttribute(CardPolicy.SPECIAL_ED)).thenReturn("true");

    assertThat(CardPolicy.of(realm)).isEqualTo(new CardPolicy(Set.of("PK", "KG", "01"), true));
  }

  @ParameterizedTest
  @CsvSource({
    "student, KG, false, true",
    "student, 06, false, false",
    "student, 06, true, true",
    "student, '', false, false",
    "staff, KG, true, false",
    "'', KG, true, false"
  })
  void studentsOfTheGradesAndWithTheMarkMay(
      String personType, String grade, boolean specialEd, boolean admitted) {
    CardPolicy policy = new CardPolicy(Set.of("KG"), true);

    assertThat(policy.admits(person(personType, grade, specialEd))).isEqualTo(admitted);
  }

  @Test
  void withoutAttributesNobodyMay() {
    assertThat(CardPolicy.of(realm).admits(person("student", "KG", true))).isFalse();
  }

  private static Person person(String personType, String grade, boolean specialEd) {
    Map<String, List<String>> attributes =
        Map.of(
            "personType", List.of(personType),
            "grade", List.of(grade),
            "specialEd", List.of(String.valueOf(specialEd)));
    return new Person("id", "sid", "ada", "Ada", "Lane", true, attributes);
  }
}
