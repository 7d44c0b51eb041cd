package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrandStylesheetTest {
  private static final Optional<Color> GREEN = Color.parse("#14532d");
  private static final Optional<Color> YELLOW = Color.parse("#ffe14d");

  @Test
  void withoutColoursItIsEmptySoThatTheThemesOwnRemain() {
    assertThat(BrandStylesheet.of(Optional.empty(), Optional.empty(), true)).isEmpty();
  }

  @Test
  void theDistrictsColourFillsButtonsAndPanel() {
    assertThat(BrandStylesheet.of(GREEN, Optional.empty(), false))
        .contains("--brand: #14532d;", "--on-brand: #ffffff;", "--brand-panel: #14532d;");
  }

  @Test
  void textOnABrightColourIsBlack() {
    assertThat(BrandStylesheet.of(YELLOW, Optional.empty(), false))
        .contains("--on-brand: #000000;");
  }

  @Test
  void aBrightColourIsDarkenedWhereItIsText() {
    assertThat(BrandStylesheet.of(YELLOW, Optional.empty(), false))
        .doesNotContain("--brand-ink: #ffe14d;");
  }

  @Test
  void theDarkSchemeIsLeftOutWhereTheRealmHasNone() {
    assertThat(BrandStylesheet.of(GREEN, YELLOW, true)).contains("prefers-color-scheme: dark");
    assertThat(BrandStylesheet.of(GREEN, YELLOW, false)).doesNotContain("prefers-color-scheme");
  }

  @Test
  void anAccentStandsWithoutAMainColour() {
    assertThat(BrandStylesheet.of(Optional.empty(), YELLOW, true))
        .isEqualTo(":root {\n  --accent: #ffe14d;\n}\n");
  }
}
