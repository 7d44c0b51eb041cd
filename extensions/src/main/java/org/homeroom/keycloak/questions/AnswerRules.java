package org.homeroom.keycloak.questions;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;

/**
 * Which answers are none: too short, the same again, what the question says, the person's name, and
 * what many people type who do not want to answer.
 */
final class AnswerRules {
  /** Longer ones would be cut by nobody, but cost time to hash. */
  static final int MOST_CHARACTERS = 100;

  private static final Set<String> SILLY =
      Set.of(
          ("abc abcd answer asdf asdfg asdfgh blah dontknow dunno hello hola idk idontcare"
                  + " idontknow iforgot lol lorem nada name nadie nil nine ninguna ninguno"
                  + " nocontesto noidea nolose nombre none nose nothing null password contrasena"
                  + " pass question pregunta qwe qwer qwerty respuesta school escuela secret"
                  + " secreto test testing prueba unknown who yes whatever")
              .split(" "));

  private final int minLength;
  private final Set<String> names;
  private final Set<String> given = new HashSet<>();

  private AnswerRules(int minLength, Set<String> names) {
    this.minLength = minLength;
    this.names = names;
  }

  /** The rules for the answers of a person, to be asked about one answer after the other. */
  static AnswerRules of(QuestionPolicy policy, UserModel person) {
    Set<String> names = new HashSet<>();
    Stream.of(
            person.getUsername(),
            mailbox(person.getEmail()),
            person.getFirstName(),
            person.getLastName(),
            both(person.getFirstName(), person.getLastName()),
            both(person.getLastName(), person.getFirstName()))
        .flatMap(Stream::ofNullable)
        .map(PlainText::of)
        .forEach(names::add);
    return new AnswerRules(policy.minLength(), names);
  }

  private static String mailbox(String address) {
    return address == null ? null : address.split("@", 2)[0];
  }

  private static String both(String one, String other) {
    return one == null || other == null ? null : one + other;
  }

  /** Why an answer is none, as a part of a message key. */
  enum Fault {
    TOO_SHORT,
    TOO_LONG,
    IN_QUESTION,
    NAME,
    SILLY,
    SAME;

    String message() {
      return "questionsAnswer." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What is wrong with the next answer; later ones must not be the same. */
  Optional<Fault> objectionTo(String question, String typed) {
    String plain = PlainText.of(typed);
    if (typed.length() > MOST_CHARACTERS) {
      return Optional.of(Fault.TOO_LONG);
    }
    if (plain.codePointCount(0, plain.length()) < minLength) {
      return Optional.of(Fault.TOO_SHORT);
    }
    if (repeats(question, typed)) {
      return Optional.of(Fault.IN_QUESTION);
    }
    if (names.contains(plain)) {
      return Optional.of(Fault.NAME);
    }
    if (SILLY.contains(plain) || isMonotonous(plain)) {
      return Optional.of(Fault.SILLY);
    }
    return given.add(plain) ? Optional.empty() : Optional.of(Fault.SAME);
  }

  /** Whether all words of an answer stand in the question. */
  private static boolean repeats(String question, String answer) {
    List<String> asked = PlainText.words(question);
    return asked.containsAll(PlainText.words(answer))
        || String.join("", asked).equals(PlainText.of(answer));
  }

  /** Whether each character follows from the one before, as in aaaa, 12345 and fedc. */
  private static boolean isMonotonous(String plain) {
    int[] characters = plain.codePoints().toArray();
    if (characters.length < 2) {
      return true;
    }
    int step = characters[1] - characters[0];
    boolean even = Math.abs(step) <= 1;
    for (int i = 2; even && i < characters.length; i++) {
      even = characters[i] - characters[i - 1] == step;
    }
    return even;
  }
}
