package org.homeroom.keycloak.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.homeroom.keycloak.support.rules.Rule;
import org.homeroom.keycloak.support.rules.RuleJson;
import org.jboss.logging.Logger;

/**
 * What the district tells some of its people for some days.
 *
 * @param from first day
 * @param until last day
 * @param text plain text in the reader's language
 * @param link https address where more is to be read, or empty
 * @param linkTitle what the link is called; the address itself where nothing else is said
 */
public record Announcement(
    LocalDate from, LocalDate until, String text, String link, String linkTitle) {
  private static final Logger LOG = Logger.getLogger(Announcement.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Those that somebody is to see, the newest first.
   *
   * @param json the realm's attribute {@code homeroom.announcements}; null or empty for none
   * @param isFor whether a rule holds of the person
   */
  static List<Announcement> of(String json, LocalDate today, Locale locale, Predicate<Rule> isFor) {
    if (json == null || json.isBlank()) {
      return List.of();
    }
    try {
      return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
          .filter(node -> isOn(today, node) && isFor.test(RuleJson.read(node.path("to"))))
          .map(node -> read(node, locale.getLanguage()))
          .sorted(Comparator.comparing(Announcement::from).reversed())
          .toList();
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException unreadable) {
      LOG.warnf("The attribute homeroom.announcements cannot be read: %s", unreadable.getMessage());
      return List.of();
    }
  }

  /** The first day, as people write it in a language. */
  public String dayIn(String language) {
    return from.format(
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .localizedBy(Locale.forLanguageTag(language)));
  }

  private static boolean isOn(LocalDate today, JsonNode node) {
    return !today.isBefore(day(node, "from")) && !today.isAfter(day(node, "until"));
  }

  private static Announcement read(JsonNode node, String language) {
    String link = node.path("link").path("url").asText("");
    String title = inLanguage(node.path("link").path("title"), language);
    return new Announcement(
        day(node, "from"),
        day(node, "until"),
        inLanguage(node.path("text"), language),
        link.startsWith("https://") ? link : "",
        title.isEmpty() ? link : title);
  }

  private static LocalDate day(JsonNode node, String key) {
    return LocalDate.parse(node.path(key).asText());
  }

  /** The text in a language, otherwise the first one. */
  private static String inLanguage(JsonNode texts, String language) {
    JsonNode text = texts.path(language);
    return (text.isMissingNode() && !texts.isEmpty() ? texts.iterator().next() : text).asText("");
  }
}
