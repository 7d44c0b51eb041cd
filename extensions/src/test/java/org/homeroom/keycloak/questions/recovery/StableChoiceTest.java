package org.homeroom.keycloak.questions.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class StableChoiceTest {
  private static final List<Integer> TWELVE = IntStream.range(0, 12).boxed().toList();

  private final StableChoice choice = with("the key of a realm");

  private static StableChoice with(String key) {
    return new StableChoice(
        new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
  }

  @Test
  void theSameSeedGivesTheSamePlaces() {
    assertThat(choice.some(TWELVE, 2, "somebody")).isEqualTo(choice.some(TWELVE, 2, "somebody"));
  }

  @Test
  void noPlaceIsChosenTwice() {
    List<Integer> places = choice.some(List.of(0, 1, 2), 3, "somebody");

    assertThat(places).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void whereThereAreFewerAllAreChosen() {
    assertThat(choice.some(List.of(0), 2, "somebody")).containsExactly(0);
  }

  @Test
  void overManyPeopleEachPlaceIsChosen() {
    Set<Integer> chosen =
        IntStream.range(0, 200)
            .mapToObj(person -> choice.some(TWELVE, 2, "person " + person))
            .flatMap(List::stream)
            .collect(Collectors.toSet());

    assertThat(chosen).hasSize(12);
  }

  @Test
  void whoDoesNotHaveTheKeyChoosesOthers() {
    List<List<Integer>> ours = of(choice);
    List<List<Integer>> theirs = of(with("another key"));

    assertThat(ours).isNotEqualTo(theirs);
  }

  private static List<List<Integer>> of(StableChoice choice) {
    return IntStream.range(0, 10).mapToObj(seed -> choice.some(TWELVE, 2, "" + seed)).toList();
  }
}
