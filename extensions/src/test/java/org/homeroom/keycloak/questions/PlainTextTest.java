package org.homeroom.keycloak.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource({
    "'  San  José ', sanjose",
    "SAN-JOSE, sanjose",
    "San Jose\u0301, sanjose",
    "O\u2019Brien\u2019s, obriens",
    "Straße, strasse",
    "STRASSE, strasse",
    "Muñoz, munoz",
    "\uff2d\uff55\uff4e\uff4f\uff5a, munoz",
    "ΟΔΟΣ, οδοσ",
    "οδος, οδοσ",
    "Ivy 2\u00bd, ivy212",
    "'¡¿!?', ''",
    "\ud83d\ude00, ''",
    "'', ''"
  })
  void accentsCapitalsSpacesAndPunctuationDoNotCount(String typed, String plain) {
    assertThat(PlainText.of(typed)).isEqualTo(plain);
  }

  @Test
  void vowelSignsOfOtherScriptsCount() {
    assertThat(PlainText.of("किताब")).isNotEqualTo(PlainText.of("कताब"));
  }

  @Test
  void wordsAreDividedBySpacesAndHyphensAndNotByApostrophes() {
    assertThat(PlainText.words("Grandma's well-worn  coat!"))
        .containsExactly("grandmas", "well", "worn", "coat");
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whatIsPlainStaysAsItIs(String typed) {
    String plain = PlainText.of(typed);

    assertThat(PlainText.of(plain)).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void howKeyboardsComposeCharactersDoesNotCount(String typed) {
    String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize(typed, Normalizer.Form.NFD);

    assertThat(PlainText.of(composed)).isEqualTo(PlainText.of(decomposed));
  }

  /** The same texts in each run, of all planes, letters more often than the rest. */
  static Stream<String> anything() {
    Random random = new Random(26);
    return Stream.generate(() -> text(random)).limit(500);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      int limit = random.nextBoolean() ? 0x250 : random.nextBoolean() ? 0x3000 : 0x1_1000;
      int character = random.nextInt(limit);
      if (Character.isDefined(character) && Character.getType(character) != Character.SURROGATE) {
        text.appendCodePoint(character);
      }
    }
    return text.toString();
  }
}
