package org.homeroom.keycloak.launcher;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One application on the portal.
 *
 * @param id the client id
 * @param title what the application is called in the person's language
 * @param address http or https address at which the application begins to sign in
 * @param icon file name below the theme's {@code icons/}, an https address, or empty: the initials
 *     stand in for it
 * @param category the heading under which it appears
 * @param order smaller numbers come first
 */
public record Tile(
    String id, String title, String address, String icon, Category category, int order) {
  static final int DEFAULT_ORDER = 100;

  private static final int SHADES = 6;
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]+\\.(svg|png|webp)");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  public Tile {
    if (!isLink(address)) {
      throw new IllegalArgumentException(
          "the address of " + id + " must begin with http:// or https://");
    }
  }

  /** Whether an icon can lead there: an http or https address, never a script. */
  static boolean isLink(String address) {
    return address != null && (address.startsWith("https://") || address.startsWith("http://"));
  }

  /** The icon if it can be shown, otherwise empty. */
  static String usableIcon(String icon, Predicate<String> fileExists) {
    if (icon == null) {
      return "";
    }
    boolean file = FILE.matcher(icon).matches() && fileExists.test(icon);
    return file || icon.startsWith("https://") ? icon : "";
  }

  /** The number in the attribute {@code homeroom.order}, {@link #DEFAULT_ORDER} for none. */
  static int orderOf(String number) {
    try {
      return number == null ? DEFAULT_ORDER : Integer.parseInt(number.strip());
    } catch (NumberFormatException notANumber) {
      return DEFAULT_ORDER;
    }
  }

  /**
   * Which of the theme's six colours stands behind the initials: always the same one for an
   * application.
   */
  public int shade() {
    return Math.floorMod(id.hashCode(), SHADES);
  }

  /** The first letters of the title's first two words. */
  public String initials() {
    StringBuilder initials = new StringBuilder();
    BETWEEN_WORDS
        .splitAsStream(title)
        .filter(word -> !word.isEmpty())
        .limit(2)
        .forEach(word -> initials.appendCodePoint(Character.toUpperCase(word.codePointAt(0))));
    return initials.isEmpty() ? "?" : initials.toString();
  }
}
