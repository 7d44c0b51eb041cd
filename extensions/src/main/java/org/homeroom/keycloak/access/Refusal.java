package org.homeroom.keycloak.access;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.homeroom.keycloak.support.rules.Rule;
import org.homeroom.keycloak.support.rules.RuleJson;
import org.jboss.logging.Logger;

/**
 * Why somebody may not open an application, for the page that says so. The role has decided
 * already: what stands here explains, and says nothing where it does not know.
 *
 * @param missing what the person's record would need; empty where no part of the rule speaks of
 *     this person
 * @param due whether the rule holds and the role will follow with the next run of the sync
 */
public record Refusal(List<Condition> missing, boolean due) {
  private static final Logger LOG = Logger.getLogger(Refusal.class);

  /** Words that the page names. Marks that are private, and names of people, are not among them. */
  private static final Set<String> NAMED =
      Set.of(
          "student",
          "staff",
          "teacher",
          "has_schedule",
          "has_email",
          "grade",
          "school",
          "employee");

  private static final Condition UNNAMED = new Condition("other", "");

  /**
   * A condition that is not met.
   *
   * @param key part of message keys: a word of a rule, {@code not_} and a word, {@code from},
   *     {@code until} or {@code other}
   * @param of what the condition asks for: grades, schools, kinds of employee or a day; or empty
   */
  public record Condition(String key, String of) {}

  /**
   * @param attributes of the client
   * @param nearestWay how a rule could come to hold of the person; empty if it holds
   */
  static Refusal of(
      Function<String, String> attributes,
      Function<Rule, Optional<Rule.Way>> nearestWay,
      LocalDate today,
      Locale locale) {
    List<Condition> days = days(attributes, today, locale);
    String rule = attributes.apply("homeroom.rule");
    if (rule == null || rule.isBlank()) {
      return new Refusal(days, false);
    }
    try {
      List<Condition> missing = new ArrayList<>(days);
      var way = nearestWay.apply(RuleJson.read(rule));
      way.filter(one -> one.shareThatFails() < 1)
          .ifPresent(one -> one.missing().stream().map(Refusal::condition).forEach(missing::add));
      return new Refusal(missing, way.isEmpty() && days.isEmpty());
    } catch (IllegalArgumentException unreadable) {
      LOG.warnf("A client's attribute homeroom.rule cannot be read: %s", unreadable.getMessage());
      return new Refusal(days, false);
    }
  }

  private static Condition condition(Rule.Missing missing) {
    if (missing.word() == null || !NAMED.contains(missing.word().name())) {
      return UNNAMED;
    }
    String key = (missing.negated() ? "not_" : "") + missing.word().name();
    return new Condition(key, missing.word().text());
  }

  private static List<Condition> days(
      Function<String, String> attributes, LocalDate today, Locale locale) {
    DateTimeFormatter day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
    List<Condition> conditions = new ArrayList<>();
    LocalDate from = day(attributes.apply("homeroom.from"));
    LocalDate until = day(attributes.apply("homeroom.until"));
    if (from != null && today.isBefore(from)) {
      conditions.add(new Condition("from", day.format(from)));
    }
    if (until != null && today.isAfter(until)) {
      conditions.add(new Condition("until", day.format(until)));
    }
    return conditions;
  }

  private static LocalDate day(String text) {
    try {
      return text == null || text.isBlank() ? null : LocalDate.parse(text);
    } catch (DateTimeException notADay) {
      return null;
    }
  }
}
