package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/** A badge as Keycloak stores it: a credential of the type {@value #TYPE}. */
final class BadgeCredentialModel extends CredentialModel {
  static final String TYPE = "badge";

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where a day ends last: a badge is good on its last day wherever the district is. */
  private static final ZoneOffset LAST_TIME_ZONE = ZoneOffset.ofHours(-12);

  private enum State {
    /** Issued, but perhaps not printed: it does not sign in, and an older badge still does. */
    @JsonProperty("pending")
    PENDING,
    /** It signs in. */
    @JsonProperty("active")
    ACTIVE
  }

  /** The form of {@code credentialData}: times in ISO 8601, {@code expires} is a day or absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record PublicData(
      String algorithm,
      String issued,
      String expires,
      String issuedBy,
      State state,
      SecondStep secondStep) {}

  /**
   * The form of {@code secretData}: digests in hexadecimal, {@code answer} that of the second step
   * if there is one.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record SecretData(String digest, String answer) {}

  private final transient PublicData publicData;
  private final transient SecretData secret;

  private BadgeCredentialModel(PublicData publicData, SecretData secret) {
    this.publicData = publicData;
    this.secret = secret;
    setType(TYPE);
  }

  /**
   * A second step and what has to be answered.
   *
   * @param answer the name of a picture, or a PIN; a secret
   */
  record Answer(SecondStep step, String answer) {
    static Answer draw(SecondStep step) {
      return new Answer(step, step.draw());
    }

    @Override
    public String toString() {
      return "Answer[step=" + step + "]";
    }
  }

  /**
   * A badge that was just issued and does not sign in yet; it has no id before it is stored.
   *
   * @param expires the last day on which it works; null for no end
   * @param issuedBy user id of who issued it
   * @param answer what has to follow it; null for nothing
   */
  static BadgeCredentialModel pending(
      BadgeCode code, Instant issued, LocalDate expires, String issuedBy, Answer answer) {
    String day = expires == null ? null : expires.toString();
    String moment = issued.truncatedTo(ChronoUnit.SECONDS).toString();
    BadgeCredentialModel badge =
        new BadgeCredentialModel(
            new PublicData(
                BadgeCode.DIGEST,
                moment,
                day,
                issuedBy,
                State.PENDING,
                answer == null ? null : answer.step),
            new SecretData(
                code.secretDigest(),
                answer == null ? null : code.answerKey().digest(answer.step, answer.answer)));
    badge.setCreatedDate(issued.toEpochMilli());
    badge.write();
    return badge;
  }

  /**
   * The stored credential, read.
   *
   * @throws IllegalArgumentException when its data is not that of a badge
   */
  static BadgeCredentialModel of(CredentialModel stored) {
    try {
      BadgeCredentialModel badge =
          new BadgeCredentialModel(
              JSON.readValue(stored.getCredentialData(), PublicData.class),
              JSON.readValue(stored.getSecretData(), SecretData.class));
      badge.setId(stored.getId());
      badge.setCreatedDate(stored.getCreatedDate());
      badge.setUserLabel(stored.getUserLabel());
      badge.setCredentialData(stored.getCredentialData());
      badge.setSecretData(stored.getSecretData());
      return badge;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Credential " + stored.getId() + " is not a badge; delete it and issue another", e);
    }
  }

  /** The same badge, able to sign in. */
  BadgeCredentialModel activated() {
    return with(State.ACTIVE, publicData.expires);
  }

  /** The same badge with another last day. */
  BadgeCredentialModel expiring(LocalDate lastDay) {
    return with(publicData.state, lastDay.toString());
  }

  private BadgeCredentialModel with(State state, String expires) {
    PublicData changed =
        new PublicData(
            publicData.algorithm,
            publicData.issued,
            expires,
            publicData.issuedBy,
            state,
            publicData.secondStep);
    BadgeCredentialModel badge = new BadgeCredentialModel(changed, secret);
    badge.setId(getId());
    badge.setCreatedDate(getCreatedDate());
    badge.write();
    return badge;
  }

  private void write() {
    String day = publicData.issued.substring(0, "2026-01-01".length());
    setUserLabel("Badge of " + day + (isActive() ? "" : ", not active yet"));
    try {
      setCredentialData(JSON.writeValueAsString(publicData));
      setSecretData(JSON.writeValueAsString(secret));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings can always be written", e);
    }
  }

  /** Whether a code is that of this badge, in a time that does not depend on where they differ. */
  boolean matches(BadgeCode code) {
    return MessageDigest.isEqual(
        secret.digest.getBytes(StandardCharsets.US_ASCII),
        code.secretDigest().getBytes(StandardCharsets.US_ASCII));
  }

  /** What has to follow this badge; empty where nothing was issued with it. */
  Optional<SecondStep> secondStep() {
    return Optional.ofNullable(publicData.secondStep);
  }

  /** Whether an answer is the one that was issued with this badge. */
  boolean isAnsweredBy(AnswerKey key, String answer) {
    return secret.answer != null && key.matches(secret.answer, publicData.secondStep, answer);
  }

  boolean isActive() {
    return publicData.state == State.ACTIVE;
  }

  boolean isExpiredAt(Instant moment) {
    return expires()
        .map(day -> !moment.isBefore(day.plusDays(1).atStartOfDay().toInstant(LAST_TIME_ZONE)))
        .orElse(false);
  }

  /** When it was issued: ISO 8601, UTC. */
  String issued() {
    return publicData.issued;
  }

  /** The last day on which it works. */
  Optional<LocalDate> expires() {
    return Optional.ofNullable(publicData.expires).map(LocalDate::parse);
  }

  /** User id of who issued it. */
  String issuedBy() {
    return publicData.issuedBy;
  }
}
