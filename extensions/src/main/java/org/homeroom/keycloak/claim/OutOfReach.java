package org.homeroom.keycloak.claim;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.Responsibility;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * People whose account must not be in the hands of a campus, although they work there: whoever has
 * a code of theirs has their power over the district.
 */
final class OutOfReach {
  private static final List<String> ROLES = List.of("district-admin", "campus-it", "registrar");

  private OutOfReach() {}

  /** User ids of those whom a caller with this responsibility must not issue codes for. */
  static Set<String> of(Responsibility responsibility, KeycloakSession session, RealmModel realm) {
    if (responsibility.people().isEmpty()) {
      return Set.of();
    }
    return ROLES.stream()
        .map(realm::getRole)
        .filter(Objects::nonNull)
        .flatMap(role -> session.users().getRoleMembersStream(realm, role))
        .map(UserModel::getId)
        .collect(Collectors.toSet());
  }
}
