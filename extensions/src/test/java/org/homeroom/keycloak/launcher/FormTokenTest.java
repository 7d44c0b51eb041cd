package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser says of where a form was. */
class FormTokenTest {
  private static final URI PORTAL = URI.create("https://sso.example:8443/realms/school/portal");

  @Test
  void the_portals_own_forms_pass() {
    assertThat(FormToken.comesFrom(PORTAL, "https://sso.example:8443", "same-origin")).isTrue();
  }

  @Test
  void browsers_that_say_nothing_pass() {
    assertThat(FormToken.comesFrom(PORTAL, null, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "https://evil.example", "http://sso.example:8443", "https://sso.example"})
  void forms_of_other_places_do_not(String origin) {
    assertThat(FormToken.comesFrom(PORTAL, origin, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-site", "cross-site", "none"})
  void nor_do_those_of_other_sites(String site) {
    assertThat(FormToken.comesFrom(PORTAL, "https://sso.example:8443", site)).isFalse();
  }
}
