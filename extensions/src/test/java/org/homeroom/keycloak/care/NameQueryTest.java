package org.homeroom.keycloak.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.homeroom.keycloak.support.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameQueryTest {
  private static final Person ZOE =
      new Person("u1", "S-100", "znunez2", "Zoë María", "Núñez-O'Brien", true, Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zoe",
        "ZOË",
        "nunez",
        "Núñez-O'Brien, Zoë",
        "maria nun",
        "znunez2",
        "s-100",
        "brien"
      })
  void finds_a_person_by_parts_of_the_name_in_any_order_or_by_id(String typed) {
    assertThat(NameQuery.of(typed).matches(ZOE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unez", "zoe smith", "S-10", "", "  ", "--", "%"})
  void finds_nobody_by_what_is_not_theirs(String typed) {
    assertThat(NameQuery.of(typed).matches(ZOE)).isFalse();
  }

  @Test
  void somebody_without_names_is_found_by_the_user_name() {
    Person nameless = new Person("u2", "T-1", "temp.teacher", null, null, true, Map.of());

    assertThat(NameQuery.of("temp").matches(nameless)).isTrue();
  }

  @Test
  void an_id_names_its_owner() {
    assertThat(NameQuery.of(" S-100 ").names(ZOE)).isTrue();
    assertThat(NameQuery.of("zoe").names(ZOE)).isFalse();
  }

  @Test
  void the_database_takes_off_the_same_accents() {
    Accents latin = Accents.LATIN;

    assertThat(latin.accented()).hasSameSizeAs(latin.plain());
    assertThat(latin.accented()).contains("ñ", "ë", "ế");
    assertThat(latin.plain().charAt(latin.accented().indexOf('ế'))).isEqualTo('e');
  }
}
