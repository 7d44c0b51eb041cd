package org.homeroom.keycloak.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
  @Test
  void namesAreTakenApartAndAsOneWordWithAndWithoutAccents() {
    KnownWords words = KnownWords.of(List.of("María José"), List.of());

    assertThat(words.own())
        .containsExactly("maría", "maria", "josé", "jose", "maríajosé", "mariajose");
  }

  @Test
  void whatIsNotKnownOfSomebodyIsLeftOut() {
    assertThat(KnownWords.of(Arrays.asList(null, "ada"), Arrays.asList((String) null)).own())
        .containsExactly("ada");
  }

  @Test
  void partsThatAreInEveryTextAreNoWordsOfTheSchool() {
    KnownWords words = KnownWords.of(List.of("Li Al"), List.of("IES de la Vega"));

    assertThat(words.own()).containsExactly("lial");
    assertThat(words.school()).containsExactly("vega", "iesdelavega");
  }

  @Test
  void aWordIsInTheFirstListThatHasIt() {
    KnownWords words = KnownWords.of(List.of("Guadalupe"), List.of("Guadalupe Primavera"));

    assertThat(words.own()).containsExactly("guadalupe");
    assertThat(words.school()).containsExactly("primavera", "guadalupeprimavera");
    assertThat(words.common())
        .doesNotContain("guadalupe", "primavera")
        .contains("contraseña", "contrasena");
  }

  @Test
  void longWordsAreLookedForBeforeTheirParts() {
    assertThat(KnownWords.of(List.of("Ana Lane"), List.of("Analane")).longestFirst())
        .containsExactly("analane", "lane", "ana");
  }
}
