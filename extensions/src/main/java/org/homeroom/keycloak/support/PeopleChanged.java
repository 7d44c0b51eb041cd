package org.homeroom.keycloak.support;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * The roster has changed what is known of people: their grade, schools, marks or names. It is
 * published in the transaction that changes them, after that, so that what follows from it happens
 * with it or not at all.
 *
 * @param session the one that changes them
 * @param userIds Keycloak's ids; people who are new, or are disabled, are not among them
 */
public record PeopleChanged(KeycloakSession session, RealmModel realm, List<String> userIds)
    implements ProviderEvent {
  public PeopleChanged {
    userIds = List.copyOf(userIds);
  }
}
