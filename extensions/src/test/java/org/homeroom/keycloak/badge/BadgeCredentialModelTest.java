package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.homeroom.keycloak.badge.BadgeCredentialModel.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.credential.CredentialModel;

class BadgeCredentialModelTest {
  private static final Instant ISSUED = Instant.parse("2026-08-24T13:00:00.123Z");
  private static final LocalDate LAST_DAY = LocalDate.parse("2027-06-30");

  private final BadgeCode code = BadgeCode.create(UUID.randomUUID());

  private BadgeCredentialModel badge() {
    return BadgeCredentialModel.pending(code, ISSUED, LAST_DAY, "issuer", null);
  }

  private static BadgeCredentialModel stored(BadgeCredentialModel badge) {
    CredentialModel model = new CredentialModel();
    model.setId("id");
    model.setCreatedDate(badge.getCreatedDate());
    model.setUserLabel(badge.getUserLabel());
    model.setCredentialData(badge.getCredentialData());
    model.setSecretData(badge.getSecretData());
    return BadgeCredentialModel.of(model);
  }

  @Test
  void whatIsStoredIsReadBack() {
    BadgeCredentialModel read = stored(badge());

    assertThat(read.isActive()).isFalse();
    assertThat(read.issued()).isEqualTo("2026-08-24T13:00:00Z");
    assertThat(read.expires()).contains(LAST_DAY);
    assertThat(read.issuedBy()).isEqualTo("issuer");
    assertThat(read.matches(code)).isTrue();
  }

  @Test
  void anotherSecretOfTheSamePersonDoesNotMatch() {
    assertThat(badge().matches(BadgeCode.create(code.userId()))).isFalse();
  }

  @Test
  void onlyTheDigestOfTheSecretIsStored() {
    BadgeCredentialModel badge = badge();

    assertThat(badge.getSecretData()).contains(code.secretDigest());
    assertThat(badge.getCredentialData() + badge.getSecretData()).doesNotContain(code.format());
  }

  @Test
  void activatingChangesTheStateAndTheLabelAndNothingElse() {
    BadgeCredentialModel active = stored(stored(badge()).activated());

    assertThat(active.isActive()).isTrue();
    assertThat(active.matches(code)).isTrue();
    assertThat(active.expires()).contains(LAST_DAY);
    assertThat(badge().getUserLabel()).isEqualTo("Badge of 2026-08-24, not active yet");
    assertThat(active.getUserLabel()).isEqualTo("Badge of 2026-08-24");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-06-30T23:00:00Z, false",
    "2027-07-01T11:59:59Z, false",
    "2027-07-01T12:00:00Z, true",
  })
  void theLastDayEndsWhereItEndsLast(Instant moment, boolean expired) {
    assertThat(badge().isExpiredAt(moment)).isEqualTo(expired);
  }

  @Test
  void aBadgeWithoutALastDayDoesNotExpire() {
    BadgeCredentialModel badge = BadgeCredentialModel.pending(code, ISSUED, null, "issuer", null);

    assertThat(stored(badge).isExpiredAt(Instant.parse("2999-01-01T00:00:00Z"))).isFalse();
  }

  @Test
  void aCredentialThatIsNoBadgeIsNamed() {
    CredentialModel other = new CredentialModel();
    other.setId("broken-one");
    other.setCredentialData("{");
    other.setSecretData("{}");

    assertThatThrownBy(() -> BadgeCredentialModel.of(other)).hasMessageContaining("broken-one");
  }

  @Test
  void ofTheSecondStepOnlyADigestIsStoredWhichNeedsTheBadgeItself() {
    Answer answer = new Answer(SecondStep.PICTURE, "moon");

    BadgeCredentialModel read =
        stored(BadgeCredentialModel.pending(code, ISSUED, null, "issuer", answer)).activated();

    assertThat(read.secondStep()).contains(SecondStep.PICTURE);
    assertThat(read.getSecretData() + read.getCredentialData()).doesNotContain("moon");
    assertThat(read.isAnsweredBy(code.answerKey(), "moon")).isTrue();
    assertThat(read.isAnsweredBy(code.answerKey(), "star")).isFalse();
    BadgeCode other = BadgeCode.create(code.userId());
    assertThat(read.isAnsweredBy(other.answerKey(), "moon")).isFalse();
  }

  @Test
  void withoutASecondStepThereIsNoRightAnswer() {
    assertThat(stored(badge()).secondStep()).isEmpty();
    assertThat(stored(badge()).isAnsweredBy(code.answerKey(), "moon")).isFalse();
  }
}
