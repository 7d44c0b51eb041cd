package org.homeroom.keycloak.claim;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A date of birth as people type it: with digits or the month's name, in English or Spanish, in any
 * order that makes sense. Where two orders do, that of the page's language is meant.
 */
final class TypedDate {
  private static final Pattern PART = Pattern.compile("\\d+|\\p{L}+");
  private static final Pattern YEAR_FIRST = Pattern.compile("(19|20)\\d{6}");
  private static final int FOUR_DIGITS = 1_000;
  private static final int CENTURY = 100;
  private static final int SHORTEST_NAME = 3;
  private static final List<List<String>> MONTHS =
      List.of(
          List.of("january", "enero"),
          List.of("february", "febrero"),
          List.of("march", "marzo"),
          List.of("april", "abril"),
          List.of("may", "mayo"),
          List.of("june", "junio"),
          List.of("july", "julio"),
          List.of("august", "agosto"),
          List.of("september", "septiembre", "setiembre"),
          List.of("october", "octubre"),
          List.of("november", "noviembre"),
          List.of("december", "diciembre"));

  private final Locale language;
  private final LocalDate today;

  /**
   * @param language English means month, day, year; every other one day, month, year
   * @param today nobody was born later: of a year with two digits it says the century
   */
  TypedDate(Locale language, LocalDate today) {
    this.language = language;
    this.today = today;
  }

  /** The day that is meant; empty where none is. */
  Optional<LocalDate> read(String typed) {
    String text = Normalizer.normalize(typed, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    List<String> parts = new ArrayList<>();
    List<Integer> names = new ArrayList<>();
    PART.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .filter(part -> !isSmallWord(part))
        .forEach(parts::add);
    if (parts.size() == 1) {
      parts = unseparated(parts.get(0));
    }
    if (parts.size() != 3) {
      return Optional.empty();
    }
    for (int at = 0; at < parts.size(); at++) {
      if (!Character.isDigit(parts.get(at).charAt(0))) {
        names.add(at);
      }
    }
    return switch (names.size()) {
      case 0 -> ofDigits(parts);
      case 1 -> withName(parts, names.get(0));
      default -> Optional.empty();
    };
  }

  /** "7 de marzo", "March 7th", "the 7 of March". */
  private static boolean isSmallWord(String part) {
    return List.of("de", "del", "of", "the", "el", "st", "nd", "rd", "th", "o").contains(part);
  }

  private List<String> unseparated(String digits) {
    if (!digits.matches("\\d{8}")) {
      return List.of();
    }
    return YEAR_FIRST.matcher(digits).matches()
        ? List.of(digits.substring(0, 4), digits.substring(4, 6), digits.substring(6))
        : List.of(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4));
  }

  private Optional<LocalDate> ofDigits(List<String> parts) {
    if (parts.get(0).length() == 4) {
      return day(parts.get(0), parts.get(1), parts.get(2));
    }
    boolean monthFirst = Locale.ENGLISH.getLanguage().equals(language.getLanguage());
    Optional<LocalDate> usual =
        monthFirst
            ? day(parts.get(2), parts.get(0), parts.get(1))
            : day(parts.get(2), parts.get(1), parts.get(0));
    Optional<LocalDate> other =
        monthFirst
            ? day(parts.get(2), parts.get(1), parts.get(0))
            : day(parts.get(2), parts.get(0), parts.get(1));
    return usual.or(() -> other);
  }

  /**
   * @param name where the month's name is
   */
  private Optional<LocalDate> withName(List<String> parts, int name) {
    String first = parts.get(name == 0 ? 1 : 0);
    String second = parts.get(name == 2 ? 1 : 2);
    String month = String.valueOf(month(parts.get(name)));
    boolean yearFirst = first.length() == 4;
    return day(yearFirst ? first : second, month, yearFirst ? second : first);
  }

  /** Number of the month whose name begins so; 0 for none. */
  private static int month(String name) {
    for (int at = 0; at < MONTHS.size(); at++) {
      if (name.length() >= SHORTEST_NAME
          && MONTHS.get(at).stream().anyMatch(month -> month.startsWith(name))) {
        return at + 1;
      }
    }
    return 0;
  }

  private Optional<LocalDate> day(String year, String month, String day) {
    try {
      LocalDate date = LocalDate.of(year(year), Integer.parseInt(month), Integer.parseInt(day));
      return date.isAfter(today) ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private int year(String typed) {
    int year = Integer.parseInt(typed);
    if (typed.length() == 2) {
      int thisCentury = today.getYear() / CENTURY * CENTURY + year;
      return thisCentury > today.getYear() ? thisCentury - CENTURY : thisCentury;
    }
    if (year < FOUR_DIGITS) {
      throw new DateTimeException("A year has two digits or four");
    }
    return year;
  }
}
