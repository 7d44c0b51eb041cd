package org.homeroom.keycloak.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTimeTest {
  @Test
  void aQuickRefusalWaits() {
    long begun = System.nanoTime();
    new RefusalTime().pass();

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(RefusalTime.LEAST.toNanos());
  }

  @Test
  void waitsAgainForNothing() {
    RefusalTime time = new RefusalTime();
    time.pass();
    long begun = System.nanoTime();
    time.pass();

    assertThat(System.nanoTime() - begun).isLessThan(RefusalTime.LEAST.toNanos());
  }
}
