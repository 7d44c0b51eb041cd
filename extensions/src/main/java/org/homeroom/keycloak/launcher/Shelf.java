package org.homeroom.keycloak.launcher;

import java.text.Collator;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A heading of the portal and the applications below it; a shelf is never empty. */
public record Shelf(Category category, List<Tile> tiles) {

  /** Sorts tiles onto shelves: by their order, then by title as the language sorts. */
  static List<Shelf> arrange(Collection<Tile> tiles, Locale locale) {
    Comparator<Tile> bySense =
        Comparator.comparingInt(Tile::order)
            .thenComparing(Tile::title, Collator.getInstance(locale))
            .thenComparing(Tile::id);
    return Stream.of(Category.values())
        .map(
            category ->
                new Shelf(
                    category,
                    tiles.stream()
                        .filter(tile -> tile.category() == category)
                        .sorted(bySense)
                        .toList()))
        .filter(shelf -> !shelf.tiles().isEmpty())
        .toList();
  }
}
