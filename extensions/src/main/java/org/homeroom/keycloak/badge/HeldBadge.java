package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A good badge whose owner is not signed in yet: the second step or the greeting is to come. It is
 * a note of the sign-in, so nothing that a browser sends can make one up.
 *
 * @param userId whose it is
 * @param credentialId the badge's own id
 * @param answerKey for the answer of the second step
 * @param wrongAnswers how many there were since it was held up
 * @param step what has to follow; null once it was done, or for nothing
 * @param since when it was held up, in seconds of the epoch
 */
record HeldBadge(
    String userId,
    String credentialId,
    String answerKey,
    int wrongAnswers,
    SecondStep step,
    long since) {
  /** So long somebody who holds one up may take; then the next one at the device begins anew. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How many wrong answers there may be before the badge has to be held up again. */
  static final int WRONG_ANSWERS = 3;

  private static final String NOTE = "homeroom.badge.held";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param step what has to follow; null for nothing
   */
  static HeldBadge of(BadgeCode code, BadgeCredentialModel badge, SecondStep step, Instant now) {
    return new HeldBadge(
        code.userId().toString(),
        badge.getId(),
        code.answerKey().format(),
        0,
        step,
        now.getEpochSecond());
  }

  /** The one of a sign-in; empty where there is none, or it was held up too long ago. */
  static Optional<HeldBadge> in(AuthenticationSessionModel signIn, Instant now) {
    return Optional.ofNullable(signIn.getAuthNote(NOTE))
        .map(HeldBadge::read)
        .filter(held -> now.getEpochSecond() - held.since <= PATIENCE.toSeconds());
  }

  private static HeldBadge read(String note) {
    try {
      return JSON.readValue(note, HeldBadge.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A note of our own cannot be read", e);
    }
  }

  void keepIn(AuthenticationSessionModel signIn) {
    try {
      signIn.setAuthNote(NOTE, JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings can always be written", e);
    }
  }

  static void letGo(AuthenticationSessionModel signIn) {
    signIn.removeAuthNote(NOTE);
  }

  HeldBadge withAnswer() {
    return new HeldBadge(userId, credentialId, answerKey, wrongAnswers, null, since);
  }

  HeldBadge withWrongAnswer() {
    return new HeldBadge(userId, credentialId, answerKey, wrongAnswers + 1, step, since);
  }

  boolean mayTryAgain() {
    return wrongAnswers < WRONG_ANSWERS;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "HeldBadge[credentialId=" + credentialId + "]";
  }
}
