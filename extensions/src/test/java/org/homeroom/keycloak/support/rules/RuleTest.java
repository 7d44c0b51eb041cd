package org.homeroom.keycloak.support.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
  private static final Rule CLEVER =
      RuleJson.read(
          """
          {"any": [
            {"all": [{"is": "teacher"}, {"is": "has_schedule"}, {"is": "has_email"}]},
            {"is": "student"}]}
          """);

  private static Predicate<Rule.Word> whereTrue(String... words) {
    Set<String> all = Set.of(words);
    return word -> all.contains(word.name());
  }

  private static List<String> missing(Rule rule, String... words) {
    Optional<Rule.Way> way = rule.nearestWay(whereTrue(words));
    return way.map(Rule.Way::missing).orElse(List.of()).stream()
        .map(one -> (one.negated() ? "not " : "") + one.word().name())
        .toList();
  }

  @Test
  void a_rule_holds_as_the_same_text_does_in_apps_yaml() {
    assertThat(CLEVER.holds(whereTrue("student"))).isTrue();
    assertThat(CLEVER.holds(whereTrue("teacher", "has_email"))).isFalse();
    assertThat(CLEVER.holds(whereTrue("teacher", "has_email", "has_schedule"))).isTrue();
  }

  @Test
  void what_is_missing_is_the_smallest_part() {
    assertThat(missing(CLEVER, "teacher", "has_email")).containsExactly("has_schedule");
    assertThat(missing(CLEVER, "teacher")).containsExactly("has_schedule", "has_email");
  }

  @Test
  void nothing_is_missing_of_a_rule_that_holds() {
    assertThat(CLEVER.nearestWay(whereTrue("student"))).isEmpty();
  }

  @Test
  void what_must_not_be_so_is_missing_when_it_is() {
    Rule rule =
        RuleJson.read("{\"all\": [{\"is\": \"everybody\"}, {\"not\": {\"is\": \"teacher\"}}]}");
    assertThat(missing(rule, "everybody", "teacher")).containsExactly("not teacher");
  }

  @Test
  void where_no_part_speaks_of_a_person_everything_would_have_to_change() {
    assertThat(CLEVER.nearestWay(whereTrue()).orElseThrow().shareThatFails()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{}", "[]", "{\"all\": [{}]}", "{\"is\": 7}"})
  void what_is_no_rule_is_said_to_be_none(String json) {
    assertThatThrownBy(() -> RuleJson.read(json)).isInstanceOf(IllegalArgumentException.class);
  }
}
