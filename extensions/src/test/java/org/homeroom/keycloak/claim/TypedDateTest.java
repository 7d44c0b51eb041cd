package org.homeroom.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedDateTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-08-10");
  private static final LocalDate BORN = LocalDate.parse("2012-03-07");
  private static final Locale SPANISH = Locale.forLanguageTag("es");

  private final TypedDate english = new TypedDate(Locale.ENGLISH, TODAY);
  private final TypedDate spanish = new TypedDate(SPANISH, TODAY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3/7/2012",
        "03/07/2012",
        "3-7-12",
        "3.7.2012",
        " 3 7 2012 ",
        "2012-03-07",
        "2012/3/7",
        "20120307",
        "03072012",
        "March 7, 2012",
        "march 7th 2012",
        "Mar 7 2012",
        "7 March 2012",
        "the 7th of March, 2012",
        "2012 March 7",
        "7 marzo 2012",
        "7 de marzo de 2012"
      })
  void readsWhatPeopleTypeInEnglish(String typed) {
    assertThat(english.read(typed)).contains(BORN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7/3/2012",
        "07-03-12",
        "07032012",
        "2012-03-07",
        "7 de marzo de 2012",
        "7 mar 2012"
      })
  void readsWhatPeopleTypeInSpanish(String typed) {
    assertThat(spanish.read(typed)).contains(BORN);
  }

  @Test
  void ofTwoOrdersTheLanguagesOwnIsMeant() {
    assertThat(english.read("3/7/2012")).contains(LocalDate.parse("2012-03-07"));
    assertThat(spanish.read("3/7/2012")).contains(LocalDate.parse("2012-07-03"));
  }

  @Test
  void anOrderThatIsTheOnlyOnePossibleIsMeant() {
    assertThat(english.read("25/3/2012")).contains(LocalDate.parse("2012-03-25"));
    assertThat(spanish.read("3/25/2012")).contains(LocalDate.parse("2012-03-25"));
  }

  @ParameterizedTest
  @CsvSource({"3/7/12,2012-03-07", "3/7/26,2026-03-07", "3/7/27,1927-03-07", "3/7/84,1984-03-07"})
  void aYearOfTwoDigitsIsTheLastOneThatIsOver(String typed, LocalDate meant) {
    assertThat(english.read(typed)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2012",
        "3/7",
        "3/7/2012/1",
        "2/30/2012",
        "13/13/2012",
        "0/7/2012",
        "3/7/201",
        "ma 7 2012",
        "March April 2012",
        "2099-03-07",
        "99999999999999/3/7"
      })
  void anythingElseIsNoDate(String typed) {
    assertThat(english.read(typed)).isEmpty();
  }
}
