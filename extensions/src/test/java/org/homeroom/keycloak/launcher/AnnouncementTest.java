package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.homeroom.keycloak.support.rules.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
  private static final String ONE =
      """
      [{"from": "2026-11-20", "until": "2026-11-30", "to": {"is": "student"},
        "text": {"en": "Pictures on Friday", "es": "Fotos el viernes"},
        "link": {"url": "https://pictures.example/", "title": {"en": "More", "es": "Más"}}}]
      """;
  private static final LocalDate WITHIN = LocalDate.of(2026, 11, 26);

  private static List<Announcement> read(String json, LocalDate today, String language) {
    return Announcement.of(json, today, Locale.forLanguageTag(language), rule -> true);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-19, 0", "2026-11-20, 1", "2026-11-30, 1", "2026-12-01, 0"})
  void it_is_shown_from_its_first_day_to_its_last(LocalDate today, int shown) {
    assertThat(read(ONE, today, "en")).hasSize(shown);
  }

  @Test
  void it_speaks_the_readers_language() {
    assertThat(read(ONE, WITHIN, "es"))
        .extracting(Announcement::text, Announcement::linkTitle)
        .containsExactly(tuple("Fotos el viernes", "Más"));
  }

  @ParameterizedTest
  @CsvSource({"en-US, 'November 20, 2026'", "es, 20 de noviembre de 2026"})
  void its_first_day_is_written_as_in_the_readers_language(String language, String written) {
    assertThat(read(ONE, WITHIN, language).get(0).dayIn(language)).isEqualTo(written);
  }

  @Test
  void a_language_that_is_missing_reads_the_first_one() {
    assertThat(read(ONE, WITHIN, "fr"))
        .extracting(Announcement::text)
        .containsExactly("Pictures on Friday");
  }

  @Test
  void whom_the_rule_does_not_mean_does_not_see_it() {
    List<Announcement> seen =
        Announcement.of(
            ONE, WITHIN, Locale.ENGLISH, rule -> ((Rule.Word) rule).name().equals("staff"));
    assertThat(seen).isEmpty();
  }

  @Test
  void a_link_that_is_not_https_is_none() {
    assertThat(read(ONE.replace("https:", "javascript:"), WITHIN, "en"))
        .extracting(Announcement::link)
        .containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[{}]", "[{\"from\": \"tomorrow\"}]"})
  void what_cannot_be_read_is_not_shown_and_does_no_harm(String json) {
    assertThat(read(json, WITHIN, "en")).isEmpty();
  }
}
