package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;

/**
 * What is told of a badge: everything but its code.
 *
 * @param state {@code pending} or {@code active}
 * @param issued ISO 8601, UTC
 * @param expires its last day; null if it does not end
 * @param issuedBy user id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BadgeSummary(
    String credentialId, String state, String issued, String expires, String issuedBy) {
  static BadgeSummary of(BadgeCredentialModel badge) {
    return new BadgeSummary(
        badge.getId(),
        badge.isActive() ? "active" : "pending",
        badge.issued(),
        badge.expires().map(LocalDate::toString).orElse(null),
        badge.issuedBy());
  }
}
