package org.homeroom.keycloak.duties;

import java.util.List;
import java.util.stream.Stream;
import org.homeroom.keycloak.support.Refusal;
import org.keycloak.models.UserModel;

/**
 * What somebody has saved for printing, in an attribute of the account: a value for each set, its
 * name on the first line. It goes where the person goes, and when the account goes.
 */
final class PrintingSets {
  static final String ATTRIBUTE = "printingSets";

  /** Enough for everybody, and a bound for what one account can store. */
  static final int MOST = 12;

  private static final String END_OF_NAME = "\n";

  private final UserModel person;

  PrintingSets(UserModel person) {
    this.person = person;
  }

  /** By name. */
  List<PrintingSet> all() {
    return person.getAttributeStream(ATTRIBUTE).sorted().map(PrintingSets::read).toList();
  }

  /**
   * @throws Refusal 409 for a set more than there may be
   */
  void save(PrintingSet set) {
    List<PrintingSet> others = without(set.name());
    if (others.size() >= MOST) {
      throw Refusal.conflict(
          "too_many_sets",
          "You have saved %d sets, as many as there may be. Remove one.".formatted(MOST));
    }
    write(Stream.concat(others.stream(), Stream.of(set)).toList());
  }

  void remove(String name) {
    write(without(name));
  }

  private List<PrintingSet> without(String name) {
    return all().stream().filter(set -> !set.name().equals(name)).toList();
  }

  private void write(List<PrintingSet> sets) {
    if (sets.isEmpty()) {
      person.removeAttribute(ATTRIBUTE);
    } else {
      person.setAttribute(
          ATTRIBUTE,
          sets.stream().map(set -> set.name() + END_OF_NAME + set.parameters()).toList());
    }
  }

  private static PrintingSet read(String value) {
    int end = value.indexOf(END_OF_NAME);
    return new PrintingSet(value.substring(0, end), value.substring(end + END_OF_NAME.length()));
  }
}
