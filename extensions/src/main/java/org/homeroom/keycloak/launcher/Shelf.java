package org.homeroom.keycloak.launcher;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A heading of the portal and the applications below it; a shelf is never empty.
 *
 * @param key of the heading's text: {@value #FAVOURITES}, or that of a {@link Category}
 */
public record Shelf(String key, List<Tile> tiles) {
  static final String FAVOURITES = "favourites";

  /** Whether it holds what the person put there. */
  public boolean isFavourites() {
    return key.equals(FAVOURITES);
  }

  /**
   * Sorts tiles onto shelves: by their order, then by title as the language sorts.
   *
   * @param favourites client ids of those that stand first, on a shelf of their own
   */
  static List<Shelf> arrange(Collection<Tile> tiles, Set<String> favourites, Locale locale) {
    List<Tile> sorted = tiles.stream().sorted(bySense(locale)).toList();
    List<Shelf> shelves = new ArrayList<>();
    shelves.add(
        new Shelf(
            FAVOURITES, sorted.stream().filter(tile -> favourites.contains(tile.id())).toList()));
    Stream.of(Category.values())
        .map(category -> new Shelf(category.key(), on(category, sorted, favourites)))
        .forEach(shelves::add);
    shelves.removeIf(shelf -> shelf.tiles().isEmpty());
    return shelves;
  }

  private static List<Tile> on(Category category, List<Tile> tiles, Set<String> favourites) {
    return tiles.stream()
        .filter(tile -> tile.category() == category && !favourites.contains(tile.id()))
        .toList();
  }

  private static Comparator<Tile> bySense(Locale locale) {
    return Comparator.comparingInt(Tile::order)
        .thenComparing(Tile::title, Collator.getInstance(locale))
        .thenComparing(Tile::id);
  }
}
