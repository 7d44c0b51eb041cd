package org.homeroom.keycloak.launcher;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.keycloak.device.DeviceActivityManager;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.account.DeviceRepresentation;

/**
 * A browser in which somebody is signed in.
 *
 * @param id of the session
 * @param browser and {@code system}: names as the browser gave them, or empty
 * @param since when the session began, in the reader's language
 * @param place the first part of the address from which it began
 * @param current whether it is the one that shows the page
 */
public record Device(
    String id, String browser, String system, String since, String place, boolean current) {
  private static final String UNKNOWN = "Other";

  /**
   * @param current id of the session that shows the page
   */
  static Device of(UserSessionModel session, String current, ZoneId zone, Locale locale) {
    DeviceRepresentation device = DeviceActivityManager.getCurrentDevice(session);
    Instant since = Instant.ofEpochSecond(session.getStarted());
    return new Device(
        session.getId(),
        device == null ? "" : name(device.getBrowser()),
        device == null ? "" : name(device.getOs()),
        moment(since, zone, locale),
        coarse(session.getIpAddress()),
        session.getId().equals(current));
  }

  static String moment(Instant moment, ZoneId zone, Locale locale) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
        .withLocale(locale)
        .withZone(zone)
        .format(moment);
  }

  /** The name without its version, which tells nobody anything; empty for what is not known. */
  private static String name(String nameAndVersion) {
    String name = nameAndVersion == null ? "" : nameAndVersion.split("/", 2)[0];
    return name.equals(UNKNOWN) ? "" : name;
  }

  /** Enough to tell school from home: the first two parts of an IPv4 address, three of IPv6. */
  static String coarse(String address) {
    if (address == null) {
      return "";
    }
    boolean short4 = address.indexOf(':') < 0;
    List<String> parts = List.of(address.split(short4 ? "\\." : ":"));
    int kept = short4 ? 2 : 3;
    if (parts.size() <= kept) {
      return "";
    }
    return short4
        ? String.join(".", parts.subList(0, kept)) + ".…"
        : String.join(":", parts.subList(0, kept)) + ":…";
  }
}
