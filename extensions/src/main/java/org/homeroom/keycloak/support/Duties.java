package org.homeroom.keycloak.support;

import java.util.Set;
import java.util.TreeSet;

/**
 * Where the roles of a member of staff count.
 *
 * @param care whose people the person helps, besides the pupils of own classes
 * @param reports of which campuses the person reads what is wrong with the roster
 * @param district whether the person keeps the district: how the sync and the realm fare
 */
public record Duties(Reach care, Reach reports, boolean district) {

  /**
   * Everywhere, or at some campuses.
   *
   * @param everywhere in the whole district; campuses are not listed then
   * @param campuses codes of schools
   */
  public record Reach(boolean everywhere, Set<String> campuses) {
    static final Reach EVERYWHERE = new Reach(true, Set.of());
    static final Reach NOWHERE = new Reach(false, Set.of());

    public Reach {
      campuses = new TreeSet<>(campuses);
    }

    static Reach at(Set<String> campuses) {
      return new Reach(false, campuses);
    }
  }
}
