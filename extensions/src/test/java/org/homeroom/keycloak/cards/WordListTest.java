package org.homeroom.keycloak.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the words of cards have to be like; that none is rude or frightening, people have read. */
class WordListTest {
  private static final int FEWEST = 512;

  /** How a spelling is read aloud, in steps: what is left is equal for words that sound alike. */
  private static final Map<WordList, List<String[]>> SOUNDS =
      Map.of(
          WordList.ENGLISH,
          List.of(
              new String[] {"^kn", "n"},
              new String[] {"^wr", "r"},
              new String[] {"^wh", "w"},
              new String[] {"ph", "f"},
              new String[] {"ck", "k"},
              new String[] {"c(?=[eiy])", "s"},
              new String[] {"(?<!s)c(?!h)", "k"},
              new String[] {"sc", "sk"},
              new String[] {"x", "ks"},
              new String[] {"qu", "kw"},
              new String[] {"igh", "y"},
              new String[] {"ou?w|o[au]", "o"},
              new String[] {"ea|ee|ie|ei|ey", "i"},
              new String[] {"a[iy]", "a"},
              new String[] {"e$", ""},
              new String[] {"y$", "i"},
              new String[] {"(.)\\1", "$1"}),
          WordList.SPANISH,
          List.of(
              new String[] {"ch", "1"},
              new String[] {"h", ""},
              new String[] {"v", "b"},
              new String[] {"qu", "k"},
              new String[] {"c(?=[ei])|z", "s"},
              new String[] {"c", "k"},
              new String[] {"ll", "y"},
              new String[] {"gu(?=[ei])", "2"},
              new String[] {"g(?=[ei])", "j"},
              new String[] {"2", "g"},
              new String[] {"x", "s"},
              new String[] {"(.)\\1", "$1"}));

  @ParameterizedTest
  @EnumSource
  void thereAreEnough(WordList list) {
    assertThat(list.words()).hasSizeGreaterThanOrEqualTo(FEWEST).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void wordsAreShortAndOfPlainLetters(WordList list) {
    assertThat(list.words()).allMatch(word -> word.matches("[a-z]{3,6}"));
  }

  @ParameterizedTest
  @EnumSource
  void noTwoLookAlike(WordList list) {
    List<String> words = list.words();
    List<String> pairs = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      for (String other : words.subList(at + 1, words.size())) {
        if (differInOneLetter(words.get(at), other)) {
          pairs.add(words.get(at) + " " + other);
        }
      }
    }
    assertThat(pairs).isEmpty();
  }

  /** One letter changed, added, left out, or two neighbours swapped. */
  private static boolean differInOneLetter(String one, String other) {
    int same = 0;
    int shorter = Math.min(one.length(), other.length());
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    String a = one.substring(same);
    String b = other.substring(same);
    return a.length() == b.length() && (rest(a, 1).equals(rest(b, 1)) || swapped(a, b))
        || a.length() == b.length() + 1 && rest(a, 1).equals(b)
        || b.length() == a.length() + 1 && rest(b, 1).equals(a);
  }

  private static boolean swapped(String a, String b) {
    return a.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)
        && rest(a, 2).equals(rest(b, 2));
  }

  private static String rest(String text, int from) {
    return text.substring(Math.min(from, text.length()));
  }

  @ParameterizedTest
  @EnumSource
  void noTwoSoundAlike(WordList list) {
    Map<String, String> bySound = new HashMap<>();
    List<String> pairs = new ArrayList<>();
    for (String word : list.words()) {
      String other = bySound.put(sound(list, word), word);
      if (other != null) {
        pairs.add(other + " " + word);
      }
    }
    assertThat(pairs).isEmpty();
  }

  private static String sound(WordList list, String word) {
    String sound = word;
    for (String[] step : SOUNDS.get(list)) {
      sound = sound.replaceAll(step[0], step[1]);
    }
    return sound;
  }
}
