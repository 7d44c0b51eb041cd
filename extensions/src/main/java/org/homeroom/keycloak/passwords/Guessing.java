package org.homeroom.keycloak.passwords;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Match;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a password would be guessed. The page says the same while somebody types, with the library
 * that this one was ported from and the same lists: {@code contracts/password-vectors.json} holds
 * both to it.
 *
 * @param score 0 to 4, see {@link PasswordRule}
 * @param reason what makes it easiest
 */
record Guessing(int score, Reason reason) {
  /**
   * What is beyond these characters makes it no easier to guess, and time grows with their number.
   */
  private static final int READ = 100;

  /** Letters that there have to be besides words that everybody knows. */
  private static final int OTHER_LETTERS = 4;

  private static final String USER_INPUTS = "user_inputs";
  private static final String PASSWORDS = "passwords";
  private static final Zxcvbn ESTIMATOR = estimator();

  /** What makes a password easy to guess; a text for people belongs to each. */
  enum Reason {
    /** The person's own name or username. */
    OWN,
    /** The name of the school or the district. */
    SCHOOL,
    /** Many people's password. */
    COMMON,
    /** A word of a dictionary, or a name. */
    WORD,
    /** Neighbours on the keyboard. */
    KEYBOARD,
    /** Rows and repetitions: abc, 1234, aaaa. */
    PATTERN,
    DATE,
    /** No pattern, but too few characters. */
    SHORT;

    /** As in the names of texts and in the shared examples. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Guessing of(String password, KnownWords words) {
    String read = password.substring(0, Math.min(password.length(), READ));
    Optional<Reason> nothingElse = madeOfKnownWords(read, words);
    if (nothingElse.isPresent()) {
      return new Guessing(0, nothingElse.get());
    }
    Strength strength = ESTIMATOR.measure(read, words.all());
    return new Guessing(strength.getScore(), reason(strength.getSequence(), words));
  }

  /**
   * Names with a year and a sign behind them take millions of guesses in theory. In a school they
   * are what classmates try.
   */
  private static Optional<Reason> madeOfKnownWords(String password, KnownWords words) {
    String left = password.toLowerCase(Locale.ROOT);
    boolean ownFound = false;
    boolean schoolFound = false;
    for (String word : words.longestFirst()) {
      if (left.contains(word)) {
        left = left.replace(word, " ");
        ownFound |= words.own().contains(word);
        schoolFound |= words.school().contains(word);
      }
    }
    if (!ownFound && !schoolFound
        || left.codePoints().filter(Character::isLetter).count() >= OTHER_LETTERS) {
      return Optional.empty();
    }
    return Optional.of(ownFound ? Reason.OWN : Reason.SCHOOL);
  }

  /** The longest part tells most about the whole, the first of them if there are several. */
  private static Reason reason(List<Match> parts, KnownWords words) {
    return parts.stream()
        .sorted(Comparator.comparing(Match::tokenLength).reversed())
        .findFirst()
        .map(part -> reason(part, words))
        .orElse(Reason.SHORT);
  }

  private static Reason reason(Match part, KnownWords words) {
    return switch (part.pattern) {
      case Dictionary -> ofList(part, words);
      case Spatial -> Reason.KEYBOARD;
      case Repeat, Sequence -> Reason.PATTERN;
      case Regex, Date -> Reason.DATE;
      case Bruteforce -> Reason.SHORT;
    };
  }

  private static Reason ofList(Match part, KnownWords words) {
    if (USER_INPUTS.equals(part.dictionaryName)) {
      if (part.rank <= words.own().size()) {
        return Reason.OWN;
      }
      return part.rank <= words.own().size() + words.school().size()
          ? Reason.SCHOOL
          : Reason.COMMON;
    }
    return PASSWORDS.equals(part.dictionaryName) ? Reason.COMMON : Reason.WORD;
  }

  /** With the lists and keyboards that the page has too; the page has no Japanese one. */
  private static Zxcvbn estimator() {
    try {
      return new ZxcvbnBuilder()
          .dictionaries(StandardDictionaries.loadAllDictionaries())
          .keyboard(StandardKeyboards.QWERTY_LOADER.load())
          .keyboard(StandardKeyboards.DVORAK_LOADER.load())
          .keyboard(StandardKeyboards.KEYPAD_LOADER.load())
          .keyboard(StandardKeyboards.MAC_KEYPAD_LOADER.load())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("The lists of passwords cannot be read from the jar", e);
    }
  }
}
