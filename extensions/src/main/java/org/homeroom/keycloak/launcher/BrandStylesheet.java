package org.homeroom.keycloak.launcher;

import java.util.Optional;

/**
 * The part of the design tokens that depends on the district's colours. Whatever colour a district
 * has, text in it and on it stays legible (WCAG 2.2 AA), by day and by night.
 */
final class BrandStylesheet {
  /** A little above the 4.5 that AA asks of text, since tinted surfaces take some of it. */
  private static final double TEXT_CONTRAST = 5.2;

  private static final Color DARK_SURFACE = new Color(0x1c, 0x21, 0x1e);

  private BrandStylesheet() {}

  /**
   * @param brand the district's main colour
   * @param accent its second colour, for lines and ornaments
   * @param dark whether the realm has a dark scheme
   */
  static String of(Optional<Color> brand, Optional<Color> accent, boolean dark) {
    StringBuilder css = new StringBuilder();
    brand.ifPresent(color -> css.append(rule(light(color))));
    accent.ifPresent(color -> css.append(rule("  --accent: " + color + ";\n")));
    if (dark && brand.isPresent()) {
      css.append("@media (prefers-color-scheme: dark) {\n")
          .append(rule(dark(brand.get())))
          .append("}\n");
    }
    return css.toString();
  }

  private static String light(Color brand) {
    Color tint = Color.WHITE.mixedWith(brand, 0.09);
    Color ink = brand.readableOn(tint, TEXT_CONTRAST);
    return tokens(brand, ink, tint, brand);
  }

  private static String dark(Color brand) {
    Color shade = brand.readableOn(DARK_SURFACE, TEXT_CONTRAST);
    Color tint = DARK_SURFACE.mixedWith(shade, 0.12);
    Color panel = brand.mixedWith(Color.BLACK, 0.3);
    return tokens(shade, shade.readableOn(tint, TEXT_CONTRAST), tint, panel);
  }

  private static String tokens(Color brand, Color ink, Color tint, Color panel) {
    Color onBrand = brand.legibleInk();
    Color opposite = onBrand.equals(Color.WHITE) ? Color.BLACK : Color.WHITE;
    return """
          --brand: %s;
          --brand-hover: %s;
          --on-brand: %s;
          --brand-ink: %s;
          --brand-tint: %s;
          --brand-panel: %s;
          --on-brand-panel: %s;
        """
        .formatted(
            brand, brand.mixedWith(opposite, 0.18), onBrand, ink, tint, panel, panel.legibleInk());
  }

  private static String rule(String declarations) {
    return ":root {\n" + declarations + "}\n";
  }
}
