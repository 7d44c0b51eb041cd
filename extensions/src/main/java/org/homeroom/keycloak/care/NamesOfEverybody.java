package org.homeroom.keycloak.care;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.homeroom.keycloak.support.Postgres;
import org.keycloak.models.RealmModel;

/**
 * Looks for people of a whole district by their names, in the database. Who is found may be asked
 * for, and has to be looked at more closely; who is asked for is found, as long as they are not too
 * many.
 */
final class NamesOfEverybody {
  /** How many are found at most. */
  static final int MOST = 1_000;

  private static final Accents ACCENTS = Accents.LATIN;

  /** By the index of META-INF/homeroom-changelog.xml, which has the same expression. */
  private static final String BY_INDEX =
      """
      select u.id from {h-schema}user_entity u
      where u.realm_id = :realm
        and homeroom_words(u.username, u.first_name, u.last_name) @@ (
          select cast(string_agg(quote_literal(lexeme) || ':*', ' & ') as tsquery)
          from unnest(homeroom_words(:typed, null, null)))
      """;

  private final EntityManager entities;
  private final RealmModel realm;

  NamesOfEverybody(EntityManager entities, RealmModel realm) {
    this.entities = entities;
    this.realm = realm;
  }

  /**
   * @return Keycloak's ids
   */
  Set<String> ids(NameQuery query) {
    Query people = Postgres.isBehind(entities) ? byIndex(query) : oneByOne(query);
    people.setParameter("realm", realm.getId()).setMaxResults(MOST);
    List<?> found = people.getResultList();
    return found.stream().map(String.class::cast).collect(Collectors.toSet());
  }

  private Query byIndex(NameQuery query) {
    return entities.createNativeQuery(BY_INDEX, String.class).setParameter("typed", query.typed());
  }

  /** Finds the words anywhere in names: other databases have no index for that. */
  private Query oneByOne(NameQuery query) {
    String text =
        "concat(u.username, ' ', coalesce(u.firstName, ''), ' ', coalesce(u.lastName, ''))";
    String folded =
        "cast(function('translate', lower(%s), :accented, :plain) as String)".formatted(text);
    List<String> words = query.words();
    String condition =
        IntStream.range(0, words.size())
            .mapToObj(at -> " and %s like :word%d".formatted(folded, at))
            .collect(Collectors.joining());
    Query people =
        entities
            .createQuery(
                "select u.id from UserEntity u where u.realmId = :realm" + condition, String.class)
            .setParameter("accented", ACCENTS.accented())
            .setParameter("plain", ACCENTS.plain());
    for (int at = 0; at < words.size(); at++) {
      people.setParameter("word" + at, "%" + words.get(at) + "%");
    }
    return people;
  }
}
