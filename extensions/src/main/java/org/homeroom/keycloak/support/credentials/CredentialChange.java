package org.homeroom.keycloak.support.credentials;

import java.util.Locale;
import org.keycloak.events.EventType;

/** What happens to somebody's credential, other than that the person uses it. */
public enum CredentialChange {
  /** Made, and not good for anything yet. */
  ISSUED(EventType.UPDATE_CREDENTIAL),
  /** It works from now on. */
  ACTIVATED(EventType.UPDATE_CREDENTIAL),
  /** It has another last day. */
  EXPIRY_SET(EventType.UPDATE_CREDENTIAL),
  /** Deleted by somebody. */
  VOIDED(EventType.REMOVE_CREDENTIAL),
  /** Deleted because another one works instead. */
  REPLACED(EventType.REMOVE_CREDENTIAL),
  /** Deleted because the person may have none any more. */
  NO_LONGER_ADMITTED(EventType.REMOVE_CREDENTIAL);

  private final EventType event;

  CredentialChange(EventType event) {
    this.event = event;
  }

  EventType event() {
    return event;
  }

  /** The value of the event's detail {@code reason}. */
  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
