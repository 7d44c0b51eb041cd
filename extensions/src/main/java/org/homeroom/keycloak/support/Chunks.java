package org.homeroom.keycloak.support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts a long list of query parameters into ones that a database takes. */
public final class Chunks {
  private Chunks() {}

  /**
   * @return the distinct elements, in order, in lists of at most {@code size}
   */
  public static <T> List<List<T>> of(Collection<T> elements, int size) {
    List<T> distinct = elements.stream().distinct().toList();
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += size) {
      chunks.add(distinct.subList(from, Math.min(from + size, distinct.size())));
    }
    return chunks;
  }
}
