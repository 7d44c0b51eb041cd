package org.homeroom.keycloak.support.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A rule, or a part of one. */
public sealed interface Rule {

  /**
   * @param holds whether a word is true of the person
   */
  boolean holds(Predicate<Word> holds);

  /** All ways in which the rule could come to hold. */
  List<Way> ways(Predicate<Word> holds);

  /** Whether the rule holds of a person. */
  default boolean holdsOf(PersonFacts person) {
    return holds(word -> person.is(word.name(), word.of()));
  }

  /** The way to make the rule hold that changes the smallest part of it; empty if it holds. */
  default Optional<Way> nearestWay(PersonFacts person) {
    return nearestWay(word -> person.is(word.name(), word.of()));
  }

  /** The same for whoever knows which words are true. */
  default Optional<Way> nearestWay(Predicate<Word> holds) {
    return holds(holds)
        ? Optional.empty()
        : ways(holds).stream().min(Comparator.comparingDouble(Way::shareThatFails));
  }

  /**
   * A condition that has to change.
   *
   * @param word what is asked; null for a negation of something that is joined
   * @param negated whether it must not be so
   */
  record Missing(Word word, boolean negated) {}

  /**
   * A way in which a rule could come to hold.
   *
   * @param missing the conditions that would all have to change
   * @param holding how many need not
   */
  record Way(List<Missing> missing, int holding) {
    /** From 0, nothing has to change, to 1, everything. */
    public double shareThatFails() {
      return missing.isEmpty() ? 0 : missing.size() / (double) (missing.size() + holding);
    }

    private Way and(Way other) {
      List<Missing> both = new ArrayList<>(missing);
      both.addAll(other.missing);
      return new Way(both, holding + other.holding);
    }
  }

  /**
   * A word about a person.
   *
   * @param of what stands in its brackets, grades one by one
   * @param text the same as the district wrote it, for people; empty for words without brackets
   */
  record Word(String name, List<String> of, String text) implements Rule {
    @Override
    public boolean holds(Predicate<Word> holds) {
      return holds.test(this);
    }

    @Override
    public List<Way> ways(Predicate<Word> holds) {
      return leaf(holds.test(this), new Missing(this, false));
    }
  }

  /** What must not be so. */
  record Not(Rule part) implements Rule {
    @Override
    public boolean holds(Predicate<Word> holds) {
      return !part.holds(holds);
    }

    @Override
    public List<Way> ways(Predicate<Word> holds) {
      return leaf(holds(holds), new Missing(part instanceof Word word ? word : null, true));
    }
  }

  /** Parts that must all hold. */
  record All(List<Rule> parts) implements Rule {
    @Override
    public boolean holds(Predicate<Word> holds) {
      return parts.stream().allMatch(part -> part.holds(holds));
    }

    @Override
    public List<Way> ways(Predicate<Word> holds) {
      List<Way> ways = List.of(new Way(List.of(), 0));
      for (Rule part : parts) {
        List<Way> more = part.ways(holds);
        ways = ways.stream().flatMap(way -> more.stream().map(way::and)).toList();
      }
      return ways;
    }
  }

  /** Parts of which one has to hold. */
  record Any(List<Rule> parts) implements Rule {
    @Override
    public boolean holds(Predicate<Word> holds) {
      return parts.stream().anyMatch(part -> part.holds(holds));
    }

    @Override
    public List<Way> ways(Predicate<Word> holds) {
      return parts.stream().flatMap(part -> part.ways(holds).stream()).toList();
    }
  }

  private static List<Way> leaf(boolean holds, Missing missing) {
    return List.of(holds ? new Way(List.of(), 1) : new Way(List.of(missing), 0));
  }
}
