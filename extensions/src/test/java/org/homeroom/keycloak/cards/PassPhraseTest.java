package org.homeroom.keycloak.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassPhraseTest {
  private static final int MANY = 2_000;

  private static List<String> phrases(WordList list) {
    Random random = new Random(7);
    return Stream.generate(() -> PassPhrase.draw(list, random)).limit(MANY).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aPhraseIsThreeDifferentWordsAndTwoDigitsThatAreNoLetters(WordList list) {
    assertThat(phrases(list))
        .allSatisfy(
            phrase -> {
              List<String> parts = Arrays.asList(phrase.split("-"));
              assertThat(parts).hasSize(4).doesNotHaveDuplicates();
              assertThat(list.words()).containsAll(parts.subList(0, 3));
              assertThat(parts.get(3)).matches("[2-9]{2}");
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyWordAndDigitIsDrawn(WordList list) {
    List<String> parts =
        phrases(list).stream().flatMap(phrase -> Stream.of(phrase.split("-"))).toList();

    assertThat(parts).containsAll(list.words()).contains("22", "99");
  }

  @ParameterizedTest
  @EnumSource
  void aPhraseHasAtLeast33Bits(WordList list) {
    double n = list.words().size();
    double combinations = n * (n - 1) * (n - 2) * 8 * 8;

    assertThat(Math.log(combinations) / Math.log(2)).isGreaterThanOrEqualTo(32.9);
  }
}
