package org.homeroom.keycloak.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.homeroom.keycloak.access.Refusal.Condition;
import org.homeroom.keycloak.support.rules.Rule;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final String STUDENTS_OF_THE_HIGH_SCHOOL =
      """
      {"all": [{"is": "student"}, {"is": "grade", "of": ["09", "10"], "text": "09-10"}]}
      """;

  private static Refusal of(Map<String, String> client, String... words) {
    return Refusal.of(
        client::get,
        rule -> rule.nearestWay(word -> List.of(words).contains(word.name())),
        TODAY,
        Locale.ENGLISH);
  }

  @Test
  void it_names_the_condition_and_what_the_district_wrote_in_it() {
    Refusal refusal = of(Map.of("homeroom.rule", STUDENTS_OF_THE_HIGH_SCHOOL), "student");
    assertThat(refusal.missing()).containsExactly(new Condition("grade", "09-10"));
    assertThat(refusal.due()).isFalse();
  }

  @Test
  void of_somebody_of_whom_no_part_speaks_it_names_nothing() {
    assertThat(of(Map.of("homeroom.rule", STUDENTS_OF_THE_HIGH_SCHOOL)).missing()).isEmpty();
  }

  @Test
  void private_marks_and_other_people_are_not_named() {
    String rule = "{\"all\": [{\"is\": \"student\"}, {\"is\": \"special_ed\"}]}";
    assertThat(of(Map.of("homeroom.rule", rule), "student").missing())
        .containsExactly(new Condition("other", ""));
  }

  @Test
  void a_rule_that_holds_will_be_followed_by_the_role() {
    assertThat(of(Map.of("homeroom.rule", "{\"is\": \"staff\"}"), "staff").due()).isTrue();
  }

  @Test
  void an_application_says_when_it_opens() {
    Map<String, String> client =
        Map.of("homeroom.rule", "{\"is\": \"staff\"}", "homeroom.from", "2027-01-11");
    assertThat(of(client, "staff"))
        .isEqualTo(new Refusal(List.of(new Condition("from", "January 11, 2027")), false));
  }

  @Test
  void an_application_says_when_it_closed() {
    assertThat(of(Map.of("homeroom.until", "2026-11-25")).missing())
        .containsExactly(new Condition("until", "November 25, 2026"));
  }

  @Test
  void a_rule_that_cannot_be_read_explains_nothing() {
    assertThat(of(Map.of("homeroom.rule", "{"))).isEqualTo(new Refusal(List.of(), false));
  }

  @Test
  void a_client_that_the_district_made_by_hand_has_no_rule() {
    Refusal refusal =
        Refusal.of(name -> null, rule -> Optional.<Rule.Way>empty(), TODAY, Locale.US);
    assertThat(refusal).isEqualTo(new Refusal(List.of(), false));
  }
}
