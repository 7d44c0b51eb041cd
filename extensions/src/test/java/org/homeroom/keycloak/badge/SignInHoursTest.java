package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInHoursTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  /** The second of November 2026 is a Monday, the day after the clocks went back. */
  @ParameterizedTest
  @CsvSource({
    "Mon-Fri 07:00-17:30, 2026-11-02T06:59:59, false",
    "Mon-Fri 07:00-17:30, 2026-11-02T07:00, true",
    "Mon-Fri 07:00-17:30, 2026-11-02T17:29:59, true",
    "Mon-Fri 07:00-17:30, 2026-11-02T17:30, false",
    "Mon-Fri 07:00-17:30, 2026-11-01T12:00, false",
    "Mon Wed-Thu 07:00-17:30, 2026-11-03T12:00, false",
    "Mon Wed-Thu 07:00-17:30, 2026-11-05T12:00, true",
    "Sun 00:00-24:00, 2026-11-01T23:59:59, true",
    "'Mon 07:00-08:00, Mon 12:00-13:00', 2026-11-02T12:30, true",
    "'Mon 07:00-08:00, Mon 12:00-13:00', 2026-11-02T08:30, false",
  })
  void aMomentOfTheDistrictsClocksIsWithinTheHoursOrNot(
      String hours, LocalDateTime moment, boolean expected) {
    SignInHours read = SignInHours.parse(hours, CHICAGO).orElseThrow();

    assertThat(read.include(moment.atZone(CHICAGO).toInstant())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mon-Fri",
        "07:00-17:30",
        "Monday 07:00-17:30",
        "mon 07:00-17:30",
        "Fri-Mon 07:00-17:30",
        "Mon 17:30-07:00",
        "Mon 07:00-07:00",
        "Mon 7-17",
        "Mon 07:00-24:01",
        "Mon 24:00-24:00",
        "Mon 07:00-17:30,",
        "Mon 07:00-17:30; Tue 07:00-17:30"
      })
  void whatIsNotHoursIsRefused(String text) {
    assertThat(SignInHours.parse(text, CHICAGO)).isEmpty();
  }
}
