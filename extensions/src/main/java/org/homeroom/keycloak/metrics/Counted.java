package org.homeroom.keycloak.metrics;

import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/**
 * What an event adds to.
 *
 * @param kind how somebody signs in: {@code badge}, {@code password}, {@code passkey}, {@code
 *     identity_provider}, {@code sso} (with a session that was there), or {@code claim} and {@code
 *     recovery}
 * @param refusedBecause one of a few words; null if it went well
 */
record Counted(String kind, String refusedBecause) {
  private static final String BADGE = "badge";
  private static final String CLAIM = "claim";
  private static final String RECOVERY = "recovery";
  private static final String BADGE_REASON = "badge_refused_reason";
  private static final String CLAIM_REASON = "claim_refused_reason";

  /**
   * @param event of any type
   * @param bySession whether the sign-in rests on a session that was there before
   * @return empty for events that are not about signing in
   */
  static Optional<Counted> of(Event event, boolean bySession) {
    Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
    EventType type = event.getType();
    if (type == null) {
      return Optional.empty();
    }
    return switch (type) {
      // A claim signs in at its end; it counts once, when the account has its password.
      case LOGIN ->
          CLAIM.equals(details.get(Details.AUTH_METHOD))
              ? Optional.empty()
              : Optional.of(new Counted(kind(details, bySession), null));
      case LOGIN_ERROR -> Optional.of(new Counted(kind(details, false), reason(event, details)));
      case REGISTER -> Optional.of(new Counted(CLAIM, null));
      case REGISTER_ERROR -> Optional.of(new Counted(CLAIM, reason(event, details)));
      case RESET_PASSWORD -> Optional.of(new Counted(RECOVERY, null));
      case RESET_PASSWORD_ERROR -> Optional.of(new Counted(RECOVERY, reason(event, details)));
      default -> Optional.empty();
    };
  }

  private static String kind(Map<String, String> details, boolean bySession) {
    if (BADGE.equals(details.get(Details.AUTH_METHOD))) {
      return BADGE;
    }
    if (details.containsKey(Details.IDENTITY_PROVIDER)) {
      return "identity_provider";
    }
    if (details.getOrDefault(Details.CREDENTIAL_TYPE, "").startsWith("webauthn")) {
      return "passkey";
    }
    return bySession ? "sso" : "password";
  }

  /**
   * The detail {@code reason} is not asked for: Keycloak writes sentences there, and each would be
   * a series of its own.
   */
  private static String reason(Event event, Map<String, String> details) {
    String ours = details.getOrDefault(BADGE_REASON, details.get(CLAIM_REASON));
    if (ours != null) {
      return ours;
    }
    return event.getError() == null ? "unknown" : event.getError();
  }
}
