package org.homeroom.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimPolicyTest {
  private static final ClaimPolicy POLICY =
      new ClaimPolicy(Set.of("06"), Optional.of(Proof.CODE), Optional.of(Proof.BOTH), 30);

  @Test
  void theRealmsAttributesAreThePolicy() {
    Map<String, String> attributes =
        Map.of(
            ClaimPolicy.GRADES, "06, 07",
            ClaimPolicy.STUDENTS, "facts",
            ClaimPolicy.STAFF, "code",
            ClaimPolicy.DAYS, "14");

    assertThat(ClaimPolicy.of(attributes::get))
        .isEqualTo(
            new ClaimPolicy(
                Set.of("06", "07"), Optional.of(Proof.FACTS), Optional.of(Proof.CODE), 14));
  }

  @ParameterizedTest
  @CsvSource({
    "student,06,CODE",
    "student,05,",
    "student,,",
    "staff,,BOTH",
    "staff,05,BOTH",
    ",06,"
  })
  void eachKindOfPersonProvesWhatItsPolicySays(String personType, String grade, Proof proof) {
    assertThat(POLICY.proofOf(personType, grade)).isEqualTo(Optional.ofNullable(proof));
  }

  @Test
  void nobodyClaimsWithoutAttributes() {
    ClaimPolicy policy = ClaimPolicy.of(name -> null);

    assertThat(policy.proofOf("student", "06")).isEmpty();
    assertThat(policy.proofOf("staff", null)).isEmpty();
  }

  @Test
  void aCodeIsGoodForAsManyDaysAsThePolicySays() {
    assertThat(POLICY.lastDay(LocalDate.parse("2026-08-10")))
        .isEqualTo(LocalDate.parse("2026-09-09"));
  }
}
