package org.homeroom.keycloak.claim;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.homeroom.keycloak.support.Chunks;
import org.homeroom.keycloak.support.KeyArray;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Where people get their mail. */
final class EmailAddresses {
  private static final int CHUNK = 1_000;

  private EmailAddresses() {}

  /**
   * @return by user id; who has none is absent
   */
  static Map<String, String> of(KeycloakSession session, Collection<String> userIds) {
    EntityManager entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    Map<String, String> addresses = new HashMap<>();
    for (List<String> chunk : Chunks.of(userIds, CHUNK)) {
      entities
          .createQuery(
              "select u.id, u.email from "
                  + KeyArray.K
                  + " join UserEntity u on u.id = k where u.email <> ''",
              Object[].class)
          .setParameter("keys", KeyArray.of(chunk))
          .getResultStream()
          .forEach(row -> addresses.put((String) row[0], (String) row[1]));
    }
    return addresses;
  }
}
