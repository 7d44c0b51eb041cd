package org.homeroom.keycloak.roster.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Lease LEASE = Lease.taken("token-of-one-run", "sync01 (1)", 10_000, 60);

  @Test
  void a_lease_is_over_when_its_seconds_are() {
    assertThat(LEASE.isOver(69_999)).isFalse();
    assertThat(LEASE.isOver(70_000)).isTrue();
  }

  @Test
  void a_renewed_lease_counts_from_now_and_keeps_when_it_was_taken() {
    Lease renewed = LEASE.renewed(65_000, 30);

    assertThat(renewed.expiresAt()).isEqualTo(95_000);
    assertThat(renewed.takenAt()).isEqualTo(10_000);
    assertThat(renewed.isHeldBy("token-of-one-run")).isTrue();
  }

  @Test
  void a_row_tells_a_lease_from_none() {
    LeaseEntity row = new LeaseEntity("realm");
    assertThat(row.getLease()).isNull();

    row.setLease(LEASE);
    assertThat(row.getLease()).isEqualTo(LEASE);

    row.setLease(null);
    assertThat(row.getLease()).isNull();
  }
}
