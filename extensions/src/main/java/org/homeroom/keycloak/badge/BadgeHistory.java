package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.homeroom.keycloak.support.credentials.CredentialEvents;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What happened to somebody's badges, as far back as the realm keeps events. */
record BadgeHistory(KeycloakSession session, RealmModel realm) {
  /** So many of the person's events are looked at, whatever they are about. */
  private static final int EVENTS = 500;

  private static final String USED = "used";
  private static final String REFUSED = "refused";

  /** In the account console, whose event gives no reason. */
  private static final String DELETED = "deleted";

  /**
   * Something that happened.
   *
   * @param time ISO 8601, UTC
   * @param what {@code issued}, {@code activated}, {@code expiry_set}, {@code voided}, {@code
   *     replaced}, {@code no_longer_admitted}, {@code reported_lost}, {@code deleted}, {@code used}
   *     or {@code refused}
   * @param reason why it was refused; null for all else
   * @param credentialId which badge; null where that is not known
   * @param by user id of who did it; null where the person or the roster did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(String time, String what, String reason, String credentialId, String by) {}

  /**
   * @return the last ones first
   */
  List<Entry> of(String userId) {
    return session
        .getProvider(EventStoreProvider.class)
        .createQuery()
        .realm(realm.getId())
        .user(userId)
        .type(
            EventType.UPDATE_CREDENTIAL,
            EventType.REMOVE_CREDENTIAL,
            EventType.LOGIN,
            EventType.LOGIN_ERROR)
        .orderByDescTime()
        .maxResults(EVENTS)
        .getResultStream()
        .flatMap(event -> entry(event).stream())
        .toList();
  }

  private static Optional<Entry> entry(Event event) {
    Map<String, String> details = Optional.ofNullable(event.getDetails()).orElse(Map.of());
    return what(event.getType(), details)
        .map(
            what ->
                new Entry(
                    Instant.ofEpochMilli(event.getTime()).toString(),
                    what,
                    details.get(BadgeSignIn.EVENT_REASON),
                    credentialId(details),
                    details.get(CredentialEvents.BY)));
  }

  /** The events of the account's page have it under another name, Keycloak's own not at all. */
  private static String credentialId(Map<String, String> details) {
    return details.getOrDefault(BadgeSignIn.EVENT_CREDENTIAL, details.get(Details.CREDENTIAL_ID));
  }

  /** Empty for what was not about a badge. */
  private static Optional<String> what(EventType type, Map<String, String> details) {
    return switch (type) {
      case LOGIN ->
          BadgeCredentialModel.TYPE.equals(details.get(Details.AUTH_METHOD))
              ? Optional.of(USED)
              : Optional.empty();
      case LOGIN_ERROR ->
          details.containsKey(BadgeSignIn.EVENT_REASON) ? Optional.of(REFUSED) : Optional.empty();
      default ->
          BadgeCredentialModel.TYPE.equals(details.get(Details.CREDENTIAL_TYPE))
              ? Optional.of(details.getOrDefault(Details.REASON, DELETED))
              : Optional.empty();
    };
  }
}
