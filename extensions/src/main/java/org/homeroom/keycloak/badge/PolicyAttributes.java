package org.homeroom.keycloak.badge;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Network;

/** Reads a policy's parts from attributes of a realm, and keeps in mind which cannot be read. */
final class PolicyAttributes {
  private final Function<String, String> attributes;
  private final TreeMap<String, String> unreadable = new TreeMap<>();

  /**
   * @param attributes value by name, or null
   */
  PolicyAttributes(Function<String, String> attributes) {
    this.attributes = attributes;
  }

  /** Values by name of those that were asked for and could not be read. */
  TreeMap<String, String> unreadable() {
    return unreadable;
  }

  boolean flag(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "", "false" -> false;
      default -> fault(name, false);
    };
  }

  /** Codes that are separated by commas; empty where there are none. */
  Set<String> codes(String name) {
    Set<String> codes = parts(name);
    return codes.isEmpty() && !text(name).isEmpty() ? fault(name, codes) : codes;
  }

  /** Networks that are separated by commas; none where there is no limit. */
  Optional<List<Network>> networks(String name) {
    if (text(name).isEmpty()) {
      return Optional.empty();
    }
    Set<String> parts = parts(name);
    List<Network> networks = parts.stream().flatMap(part -> Network.parse(part).stream()).toList();
    boolean complete = !parts.isEmpty() && parts.size() == networks.size();
    return Optional.of(complete ? networks : fault(name, List.of()));
  }

  /**
   * Hours of the week; none where there is no limit.
   *
   * @param zone name of the attribute that says whose clocks are meant
   */
  Optional<SignInHours> hours(String name, String zone) {
    String windows = text(name);
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    Optional<ZoneId> clocks = zone(zone);
    if (clocks.isEmpty()) {
      return fault(zone, Optional.empty());
    }
    Optional<SignInHours> hours = SignInHours.parse(windows, clocks.get());
    return hours.isEmpty() ? fault(name, hours) : hours;
  }

  /**
   * @param picture name of the attribute with the grades that are asked for a picture
   * @param pin name of the one with those that are asked for a PIN
   */
  SecondSteps secondSteps(String picture, String pin) {
    SecondSteps steps = new SecondSteps(codes(picture), codes(pin));
    return steps.isUnambiguous() ? steps : fault(pin, SecondSteps.NONE);
  }

  private Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(text(name)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Set<String> parts(String name) {
    return Arrays.stream(text(name).split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String text(String name) {
    return Optional.ofNullable(attributes.apply(name)).orElse("").strip();
  }

  private <T> T fault(String name, T instead) {
    unreadable.put(name, text(name));
    return instead;
  }
}
