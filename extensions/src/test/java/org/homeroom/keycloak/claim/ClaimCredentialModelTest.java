package org.homeroom.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDate;
import org.homeroom.keycloak.claim.ClaimCredentialModel.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;

class ClaimCredentialModelTest {
  private static final Instant NOW = Instant.parse("2026-08-10T12:00:00Z");
  private static final LocalDate LAST_DAY = LocalDate.parse("2026-09-09");
  private static final ClaimCode CODE = new ClaimCode("7K0M1QRTX2WB");

  private final RealmModel realm = mock(RealmModel.class);

  @BeforeEach
  void nameRealm() {
    when(realm.getId()).thenReturn("realm-1");
  }

  @Test
  void storesNothingOfTheCodeItself() {
    ClaimCredentialModel claim = issued(State.PENDING);

    assertThat(claim.getId() + claim.getCredentialData() + claim.getSecretData())
        .doesNotContainIgnoringCase("7K0M");
  }

  @Test
  void matchesItsOwnCodeAndNoOther() {
    ClaimCredentialModel claim = ClaimCredentialModel.of(issued(State.ACTIVE));

    assertThat(claim.matches(ClaimDigest.of(realm, CODE))).isTrue();
    assertThat(claim.matches(ClaimDigest.of(realm, new ClaimCode("7K0M1QRTX2WC")))).isFalse();
  }

  @Test
  void isAnotherOneInAnotherRealm() {
    RealmModel other = mock(RealmModel.class);
    when(other.getId()).thenReturn("realm-2");

    assertThat(ClaimDigest.of(other, CODE).credentialId())
        .isNotEqualTo(ClaimDigest.of(realm, CODE).credentialId());
  }

  @Test
  void isGoodToTheEndOfItsLastDayInEveryTimeZone() {
    ClaimCredentialModel claim = issued(State.ACTIVE);

    assertThat(claim.isExpiredAt(Instant.parse("2026-09-10T11:59:59Z"))).isFalse();
    assertThat(claim.isExpiredAt(Instant.parse("2026-09-10T12:00:00Z"))).isTrue();
  }

  @Test
  void worksWhenItIsActivatedAndNotBefore() {
    ClaimCredentialModel pending = issued(State.PENDING);

    assertThat(pending.isActive()).isFalse();
    assertThat(ClaimCredentialModel.of(pending.activated()).isActive()).isTrue();
  }

  private ClaimCredentialModel issued(State state) {
    return ClaimCredentialModel.issued(
        ClaimDigest.of(realm, CODE), state, NOW, LAST_DAY, "issuer-1");
  }
}
