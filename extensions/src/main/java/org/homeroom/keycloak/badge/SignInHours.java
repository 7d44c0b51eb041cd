package org.homeroom.keycloak.badge;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When badges sign in, such as {@code Mon-Fri 07:00-17:30, Sat 08:00-12:00}.
 *
 * @param zone whose clocks are meant
 */
record SignInHours(ZoneId zone, List<Window> windows) {
  private static final String DAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final Pattern DAYS = Pattern.compile(DAY + "(?:-" + DAY + ")?");
  private static final String TIME = "((?:[01]\\d|2[0-3]):[0-5]\\d|24:00)";
  private static final Pattern WINDOW = Pattern.compile("(\\S+(?: +\\S+)*) +" + TIME + "-" + TIME);
  private static final List<String> NAMES =
      List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final int MINUTES_A_DAY = 24 * 60;

  SignInHours {
    windows = List.copyOf(windows);
  }

  /**
   * Some hours of some days of the week.
   *
   * @param from minute of the day, included
   * @param to minute of the day, not included
   */
  record Window(Set<DayOfWeek> days, int from, int to) {
    Window {
      days = Set.copyOf(days);
    }

    private boolean includes(DayOfWeek day, int minute) {
      return days.contains(day) && from <= minute && minute < to;
    }
  }

  /**
   * @param text windows, separated by commas
   * @return empty when one of them cannot be read, or ends before it begins
   */
  static Optional<SignInHours> parse(String text, ZoneId zone) {
    List<Window> windows = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<Window> window = window(part.strip());
      if (window.isEmpty()) {
        return Optional.empty();
      }
      windows.add(window.get());
    }
    return Optional.of(new SignInHours(zone, windows));
  }

  private static Optional<Window> window(String text) {
    Matcher matcher = WINDOW.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : matcher.group(1).split(" +")) {
      Matcher span = DAYS.matcher(part);
      if (!span.matches()) {
        return Optional.empty();
      }
      DayOfWeek first = day(span.group(1));
      DayOfWeek last = span.group(2) == null ? first : day(span.group(2));
      if (last.compareTo(first) < 0) {
        return Optional.empty();
      }
      days.addAll(EnumSet.range(first, last));
    }
    int from = minute(matcher.group(2));
    int to = minute(matcher.group(3));
    return from < to ? Optional.of(new Window(days, from, to)) : Optional.empty();
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(NAMES.indexOf(name) + 1);
  }

  private static int minute(String time) {
    return time.equals("24:00") ? MINUTES_A_DAY : LocalTime.parse(time).toSecondOfDay() / 60;
  }

  boolean include(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    int minute = local.getHour() * 60 + local.getMinute();
    return windows.stream().anyMatch(window -> window.includes(local.getDayOfWeek(), minute));
  }
}
