package org.homeroom.keycloak.support;

import java.util.Collection;
import org.homeroom.keycloak.support.credentials.CredentialEvents;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Tells, in the events of each person concerned, what a member of staff did about the account. The
 * admin event of the call is found by who did it, and these by whom it concerns.
 */
public final class StaffAct {
  private static final String ACTION = "action";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel by;

  /**
   * @param by who did it
   */
  public StaffAct(KeycloakSession session, RealmModel realm, UserModel by) {
    this.session = session;
    this.realm = realm;
    this.by = by;
  }

  /**
   * Records one event a person.
   *
   * @param type nearest to it of those that Keycloak has
   * @param action what was done, as the desk has words for it
   * @param userIds Keycloak's ids of the people
   */
  public void record(EventType type, String action, Collection<String> userIds) {
    EventBuilder event =
        new EventBuilder(realm, session)
            .event(type)
            .detail(ACTION, action)
            .detail(CredentialEvents.BY, by.getId());
    userIds.forEach(userId -> event.clone().user(userId).success());
  }
}
