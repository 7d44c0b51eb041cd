package org.homeroom.keycloak.support;

import java.util.Collection;

/**
 * Many keys as one array that a query joins with, instead of a list of thousands to be in. With a
 * list PostgreSQL, as long as it has no statistics, reads whole tables and compares each row with
 * each key: right after a first load a look-up of 5,000 people took a minute.
 */
public final class KeyArray {
  /**
   * Stands behind {@code from}; each key is called {@code k}. The parameter is never null: the
   * array beside it only says of what type it is, which HQL does not see from a parameter alone.
   */
  public static final String K = "unnest(coalesce(:keys, array(''))) k";

  private KeyArray() {}

  /** Value of the parameter {@code keys}. */
  public static String[] of(Collection<String> keys) {
    return keys.toArray(String[]::new);
  }
}
