package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final Locale SPANISH = Locale.forLanguageTag("es");

  private static Tile tile(String title, Category category, int order) {
    return new Tile(title, title, "https://app.example/", "", category, order);
  }

  @Test
  void shelvesComeInTheOrderOfTheCategoriesAndNoneIsEmpty() {
    List<Tile> tiles =
        List.of(
            tile("Buses", Category.OTHER, 1),
            tile("Desk", Category.OFFICE, 9),
            tile("Reading", Category.LEARNING, 9));
    assertThat(Shelf.arrange(tiles, Set.of(), Locale.ENGLISH))
        .extracting(Shelf::key)
        .containsExactly("learning", "office", "other");
  }

  @Test
  void favouritesStandFirstAndNowhereElse() {
    List<Tile> tiles =
        List.of(tile("Reading", Category.LEARNING, 9), tile("Buses", Category.OTHER, 1));
    List<Shelf> shelves = Shelf.arrange(tiles, Set.of("Buses"), Locale.ENGLISH);
    assertThat(shelves).extracting(Shelf::key).containsExactly("favourites", "learning");
    assertThat(shelves.get(0).isFavourites()).isTrue();
    assertThat(shelves.get(0).tiles()).extracting(Tile::title).containsExactly("Buses");
  }

  @Test
  void anApplicationThatIsNoLongerOpenIsNoFavourite() {
    List<Tile> tiles = List.of(tile("Reading", Category.LEARNING, 9));
    assertThat(Shelf.arrange(tiles, Set.of("Buses"), Locale.ENGLISH))
        .extracting(Shelf::key)
        .containsExactly("learning");
  }

  @Test
  void tilesComeByTheirNumberThenByTitleAsTheLanguageSorts() {
    List<Tile> tiles =
        List.of(
            tile("Zoología", Category.LEARNING, 100),
            tile("Álgebra", Category.LEARNING, 100),
            tile("Biología", Category.LEARNING, 100),
            tile("Último", Category.LEARNING, 1));
    assertThat(Shelf.arrange(tiles, Set.of(), SPANISH).get(0).tiles())
        .extracting(Tile::title)
        .containsExactly("Último", "Álgebra", "Biología", "Zoología");
  }

  @Test
  void anUnknownCategoryIsOther() {
    assertThat(Category.of("sports")).isEqualTo(Category.OTHER);
    assertThat(Category.of(null)).isEqualTo(Category.OTHER);
    assertThat(Category.of("library")).isEqualTo(Category.LIBRARY);
  }
}
