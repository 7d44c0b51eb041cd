package org.homeroom.keycloak.support.credentials;

import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tells what happened to credentials, as Keycloak's events of the people whose they are: so that
 * the history of one is found by whom it concerns. A call's admin event says that there was a call.
 */
public final class CredentialEvents {
  /** Name of the detail with the user id of who did it. */
  public static final String BY = "by_user_id";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final String type;
  private final Optional<String> by;

  /**
   * @param type of the credentials; the detail with a credential's id is named after it
   * @param by user id of who did it; empty if it followed from the roster
   */
  public CredentialEvents(
      KeycloakSession session, RealmModel realm, String type, Optional<String> by) {
    this.session = session;
    this.realm = realm;
    this.type = type;
    this.by = by;
  }

  /**
   * Records one event a credential.
   *
   * @param owners user ids by credential id
   * @param details besides; nothing secret and nothing personal
   */
  public void record(
      CredentialChange change, Map<String, String> owners, Map<String, String> details) {
    EventBuilder event =
        new EventBuilder(realm, session)
            .event(change.event())
            .detail(Details.CREDENTIAL_TYPE, type)
            .detail(Details.REASON, change.reason());
    by.ifPresent(somebody -> event.detail(BY, somebody));
    details.forEach(event::detail);
    owners.forEach(
        (credentialId, userId) ->
            event.clone().user(userId).detail(type + "_credential_id", credentialId).success());
  }
}
