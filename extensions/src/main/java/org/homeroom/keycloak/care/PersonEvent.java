package org.homeroom.keycloak.care;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.homeroom.keycloak.support.credentials.CredentialEvents;
import org.keycloak.events.Event;

/**
 * Something that happened to a person's account.
 *
 * @param type as Keycloak names it: {@code LOGIN}, {@code LOGIN_ERROR}, {@code UPDATE_CREDENTIAL}
 * @param error null if it went well
 * @param client id of the application; null if none was meant
 * @param details those that say why and how; never an address, a name or a secret
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonEvent(
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
    String type,
    String error,
    String client,
    Map<String, String> details) {
  private static final Set<String> TOLD =
      Set.of(
          "reason",
          "badge_refused_reason",
          "auth_method",
          "credential_type",
          CredentialEvents.BY,
          "action");

  PersonEvent {
    details = Map.copyOf(details);
  }

  static PersonEvent of(Event event) {
    Map<String, String> details = new TreeMap<>();
    if (event.getDetails() != null) {
      details.putAll(event.getDetails());
      details.keySet().retainAll(TOLD);
      details.values().removeIf(Objects::isNull);
    }
    return new PersonEvent(
        Instant.ofEpochMilli(event.getTime()),
        event.getType().toString(),
        event.getError(),
        event.getClientId(),
        details);
  }
}
