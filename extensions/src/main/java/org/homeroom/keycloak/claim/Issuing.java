package org.homeroom.keycloak.claim;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.homeroom.keycloak.claim.ClaimAnswer.IssuedClaim;
import org.homeroom.keycloak.claim.ClaimCredentialModel.State;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Draws codes for many people at once.
 *
 * @param lastDay of the codes
 * @param issuer user id of who issues them
 */
record Issuing(
    KeycloakSession session, RealmModel realm, Instant now, LocalDate lastDay, String issuer) {
  private static final RandomGenerator RANDOM = new SecureRandom();

  /** A code that was just drawn, and what is kept of it. */
  private record Drawn(Recipient recipient, ClaimCode code, ClaimDigest digest) {
    String userId() {
      return recipient.person().id();
    }
  }

  /** Gives everybody a new code; codes that they had before stay as they are. */
  List<IssuedClaim> to(List<Recipient> recipients, State state) {
    List<Drawn> drawn = draw(recipients);
    Map<String, ClaimCredentialModel> claims = new LinkedHashMap<>();
    for (Drawn one : drawn) {
      claims.put(
          one.userId(), ClaimCredentialModel.issued(one.digest, state, now, lastDay, issuer));
    }
    try (ClaimStore store = new ClaimStore(session, realm)) {
      store.insert(claims);
    }
    Map<String, String> addresses = EmailAddresses.of(session, claims.keySet());
    return drawn.stream()
        .map(
            one ->
                IssuedClaim.of(
                    one.recipient,
                    one.digest.credentialId(),
                    one.code,
                    addresses.get(one.userId()),
                    lastDay))
        .toList();
  }

  /** On all processors: each digest is slow by intention. */
  private List<Drawn> draw(List<Recipient> recipients) {
    return recipients.parallelStream()
        .map(
            recipient -> {
              ClaimCode code = ClaimCode.draw(RANDOM);
              return new Drawn(recipient, code, ClaimDigest.of(realm, code));
            })
        .toList();
  }
}
