package org.homeroom.keycloak.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

class CountedTest {
  @Test
  void a_badge_that_signs_in_counts_as_a_badge() {
    assertThat(counted(EventType.LOGIN, null, Map.of("auth_method", "badge")))
        .contains(new Counted("badge", null));
  }

  @Test
  void what_is_no_other_kind_is_a_password() {
    assertThat(counted(EventType.LOGIN, null, Map.of("auth_method", "openid-connect")))
        .contains(new Counted("password", null));
  }

  @Test
  void a_passkey_is_a_kind() {
    Map<String, String> details = Map.of("credential_type", "webauthn-passwordless");

    assertThat(counted(EventType.LOGIN, null, details)).contains(new Counted("passkey", null));
  }

  @Test
  void another_identity_provider_is_a_kind() {
    assertThat(counted(EventType.LOGIN, null, Map.of("identity_provider", "google")))
        .contains(new Counted("identity_provider", null));
  }

  @Test
  void a_session_that_was_there_counts_as_single_sign_on() {
    assertThat(Counted.of(event(EventType.LOGIN, null, Map.of("auth_method", "saml")), true))
        .contains(new Counted("sso", null));
  }

  @Test
  void a_badge_that_confirms_a_session_is_still_a_badge() {
    assertThat(Counted.of(event(EventType.LOGIN, null, Map.of("auth_method", "badge")), true))
        .contains(new Counted("badge", null));
  }

  @Test
  void a_refused_badge_counts_under_its_reason() {
    Map<String, String> details = Map.of("auth_method", "badge", "badge_refused_reason", "voided");

    assertThat(counted(EventType.LOGIN_ERROR, "invalid_user_credentials", details))
        .contains(new Counted("badge", "voided"));
  }

  @Test
  void a_refused_password_counts_under_keycloaks_error() {
    assertThat(counted(EventType.LOGIN_ERROR, "invalid_user_credentials", null))
        .contains(new Counted("password", "invalid_user_credentials"));
  }

  @Test
  void a_sentence_of_keycloak_makes_no_series_of_its_own() {
    assertThat(counted(EventType.RESET_PASSWORD_ERROR, "not_allowed", Map.of("reason", "no such…")))
        .contains(new Counted("recovery", "not_allowed"));
  }

  @Test
  void a_claim_counts_once_though_it_signs_in_too() {
    assertThat(counted(EventType.REGISTER, null, Map.of("register_method", "claim-code")))
        .contains(new Counted("claim", null));
    assertThat(counted(EventType.LOGIN, null, Map.of("auth_method", "claim"))).isEmpty();
  }

  @Test
  void other_events_count_nothing() {
    assertThat(counted(EventType.CODE_TO_TOKEN, null, Map.of())).isEmpty();
    assertThat(Counted.of(new Event(), false)).isEmpty();
  }

  @Test
  void the_version_is_that_of_the_module() {
    assertThat(KitVersion.read()).matches("\\d+\\.\\d+\\.\\d+");
  }

  private static Optional<Counted> counted(
      EventType type, String error, Map<String, String> details) {
    return Counted.of(event(type, error, details), false);
  }

  private static Event event(EventType type, String error, Map<String, String> details) {
    Event event = new Event();
    event.setType(type);
    event.setError(error);
    event.setDetails(details);
    return event;
  }
}
