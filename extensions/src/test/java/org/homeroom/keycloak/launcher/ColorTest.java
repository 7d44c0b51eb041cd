package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorTest {
  @Test
  void sixHexadecimalDigitsAreAColour() {
    assertThat(Color.parse(" #14532D ")).contains(new Color(0x14, 0x53, 0x2d));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "green",
        "#123",
        "14532d",
        "#14532d; } body { display: none",
        "url(//x)",
        "#14532g"
      })
  void nothingElseReachesAStylesheet(String text) {
    assertThat(Color.parse(text)).isEmpty();
  }

  @Test
  void contrastIsThatOfWcag() {
    assertThat(Color.BLACK.contrastWith(Color.WHITE)).isCloseTo(21, within(0.001));
    assertThat(new Color(0x76, 0x76, 0x76).contrastWith(Color.WHITE))
        .isCloseTo(4.54, within(0.005));
  }

  @Test
  void aColourThatIsReadableAlreadyIsLeftAlone() {
    Color green = new Color(0x14, 0x53, 0x2d);
    assertThat(green.readableOn(Color.WHITE, 4.5)).isEqualTo(green);
  }

  @Test
  void everyColourBecomesReadableOnLightAndOnDark() {
    Color night = new Color(0x1c, 0x21, 0x1e);
    for (int red = 0; red < 256; red += 51) {
      for (int green = 0; green < 256; green += 51) {
        for (int blue = 0; blue < 256; blue += 51) {
          Color color = new Color(red, green, blue);
          assertThat(color.readableOn(Color.WHITE, 4.5).contrastWith(Color.WHITE))
              .isGreaterThanOrEqualTo(4.5);
          assertThat(color.readableOn(night, 4.5).contrastWith(night)).isGreaterThanOrEqualTo(4.5);
          assertThat(color.contrastWith(color.legibleInk())).isGreaterThanOrEqualTo(4.5);
        }
      }
    }
  }
}
