package org.homeroom.keycloak.questions.recovery;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** What somebody has proved in this recovery, as the authentication session keeps it. */
final class Proofs {
  static final String QUESTIONS = "questions";
  static final String EMAIL = "email";

  private static final String NOTE = "homeroom.recovery.proofs";

  /** A password is none, though a sign-in that was broken off may have looked at it. */
  private static final Set<String> SECOND_FACTORS =
      Set.of(OTPCredentialModel.TYPE, RecoveryAuthnCodesCredentialModel.TYPE);

  private final AuthenticationSessionModel session;

  Proofs(AuthenticationSessionModel session) {
    this.session = session;
  }

  void add(Collection<String> proofs) {
    Set<String> all = own();
    all.addAll(proofs);
    session.setAuthNote(NOTE, String.join(",", all));
  }

  private Set<String> own() {
    return Arrays.stream(Optional.ofNullable(session.getAuthNote(NOTE)).orElse("").split(","))
        .filter(proof -> !proof.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All of them: ours, and the second factors that Keycloak's own steps looked at. */
  Set<String> all() {
    Set<String> all = own();
    AuthenticatorUtil.getAuthnCredentials(session).stream()
        .filter(SECOND_FACTORS::contains)
        .forEach(all::add);
    return all;
  }

  /** Forgets them, and what another flow of the same authentication session looked at. */
  void forget() {
    session.removeAuthNote(NOTE);
    session.removeAuthNote(AuthenticationProcessor.AUTHN_CREDENTIALS);
  }
}
