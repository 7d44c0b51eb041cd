package org.homeroom.keycloak.claim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.keycloak.credential.CredentialModel;

/** A claim code as Keycloak stores it: a credential of the type {@value #TYPE}. */
final class ClaimCredentialModel extends CredentialModel {
  static final String TYPE = "claim-code";

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where a day ends last: a code is good on its last day wherever the district is. */
  private static final ZoneOffset LAST_TIME_ZONE = ZoneOffset.ofHours(-12);

  /** Whether the letter is known to be printed. */
  enum State {
    /** Issued, but perhaps not printed: it claims nothing, and an older code still does. */
    @JsonProperty("pending")
    PENDING,
    /** It claims the account. */
    @JsonProperty("active")
    ACTIVE
  }

  /** The form of {@code credentialData}: a time in ISO 8601 and a day. */
  private record PublicData(
      String algorithm, String issued, String expires, String issuedBy, State state) {}

  /** The form of {@code secretData}. */
  private record SecretData(String check) {}

  private final transient PublicData publicData;
  private final transient SecretData secret;

  private ClaimCredentialModel(PublicData publicData, SecretData secret) {
    this.publicData = publicData;
    this.secret = secret;
    setType(TYPE);
  }

  /**
   * A code that was just drawn.
   *
   * @param lastDay on which it works
   * @param issuedBy user id of who issued it
   */
  static ClaimCredentialModel issued(
      ClaimDigest digest, State state, Instant now, LocalDate lastDay, String issuedBy) {
    String moment = now.truncatedTo(ChronoUnit.SECONDS).toString();
    ClaimCredentialModel claim =
        new ClaimCredentialModel(
            new PublicData(ClaimDigest.ALGORITHM, moment, lastDay.toString(), issuedBy, state),
            new SecretData(digest.check()));
    claim.setId(digest.credentialId());
    claim.setCreatedDate(now.toEpochMilli());
    claim.write();
    return claim;
  }

  /**
   * The stored credential, read.
   *
   * @throws IllegalArgumentException when its data is not that of a claim code
   */
  static ClaimCredentialModel of(CredentialModel stored) {
    try {
      ClaimCredentialModel claim =
          new ClaimCredentialModel(
              JSON.readValue(stored.getCredentialData(), PublicData.class),
              JSON.readValue(stored.getSecretData(), SecretData.class));
      claim.setId(stored.getId());
      claim.setCreatedDate(stored.getCreatedDate());
      claim.setUserLabel(stored.getUserLabel());
      claim.setCredentialData(stored.getCredentialData());
      claim.setSecretData(stored.getSecretData());
      return claim;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Credential " + stored.getId() + " is not a claim code; delete it and issue another", e);
    }
  }

  /** The same code, able to claim. */
  ClaimCredentialModel activated() {
    PublicData active =
        new PublicData(
            publicData.algorithm,
            publicData.issued,
            publicData.expires,
            publicData.issuedBy,
            State.ACTIVE);
    ClaimCredentialModel claim = new ClaimCredentialModel(active, secret);
    claim.setId(getId());
    claim.setCreatedDate(getCreatedDate());
    claim.write();
    return claim;
  }

  private void write() {
    String day = publicData.issued.substring(0, "2026-01-01".length());
    setUserLabel("Claim code of " + day + (isActive() ? "" : ", not active yet"));
    try {
      setCredentialData(JSON.writeValueAsString(publicData));
      setSecretData(JSON.writeValueAsString(secret));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings can always be written", e);
    }
  }

  /** Whether a code is this one, in a time that does not depend on where they differ. */
  boolean matches(ClaimDigest digest) {
    return MessageDigest.isEqual(
        secret.check.getBytes(StandardCharsets.US_ASCII),
        digest.check().getBytes(StandardCharsets.US_ASCII));
  }

  boolean isActive() {
    return publicData.state == State.ACTIVE;
  }

  boolean isExpiredAt(Instant moment) {
    LocalDate lastDay = LocalDate.parse(publicData.expires);
    return !moment.isBefore(lastDay.plusDays(1).atStartOfDay().toInstant(LAST_TIME_ZONE));
  }
}
