package org.homeroom.keycloak.launcher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An sRGB colour, each part 0 to 255. Luminance and contrast are those of WCAG 2.2.
 *
 * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2, contrast ratio</a>
 */
record Color(int red, int green, int blue) {
  static final Color WHITE = new Color(255, 255, 255);
  static final Color BLACK = new Color(0, 0, 0);

  private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6})");
  private static final double STEP = 0.04;

  Color {
    if ((red | green | blue) >>> 8 != 0) {
      throw new IllegalArgumentException("the parts of a colour are 0 to 255");
    }
  }

  /**
   * The colour written as {@code #rrggbb}; empty for anything else, so that nothing else reaches a
   * stylesheet.
   */
  static Optional<Color> parse(String text) {
    Matcher hex = HEX.matcher(text == null ? "" : text.strip());
    if (!hex.matches()) {
      return Optional.empty();
    }
    int value = Integer.parseInt(hex.group(1), 16);
    return Optional.of(new Color(value >> 16, value >> 8 & 0xff, value & 0xff));
  }

  /** This colour with a share (0 to 1) of another in it. */
  Color mixedWith(Color other, double share) {
    return new Color(
        mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
  }

  /** Contrast ratio, 1 (none) to 21 (black on white). */
  double contrastWith(Color other) {
    double lighter = Math.max(luminance(), other.luminance());
    double darker = Math.min(luminance(), other.luminance());
    return (lighter + 0.05) / (darker + 0.05);
  }

  /** White or black, whichever is easier to read on this colour: a contrast of at least 4.58. */
  Color legibleInk() {
    return contrastWith(WHITE) >= contrastWith(BLACK) ? WHITE : BLACK;
  }

  /** The nearest shade of this colour that has the contrast on a background. */
  Color readableOn(Color background, double contrast) {
    Color away = background.legibleInk();
    Color shade = this;
    for (double share = STEP;
        shade.contrastWith(background) < contrast && share < 1;
        share += STEP) {
      shade = mixedWith(away, share);
    }
    return shade;
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  @Override
  public String toString() {
    return String.format("#%02x%02x%02x", red, green, blue);
  }
}
