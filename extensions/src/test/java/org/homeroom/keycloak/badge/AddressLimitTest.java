package org.homeroom.keycloak.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

class AddressLimitTest {
  private static final Instant START = Instant.parse("2026-08-24T13:00:00Z");

  private final RealmModel realm = mock(RealmModel.class);
  private final SingleUseObjectProvider store = mock(SingleUseObjectProvider.class);
  private final Map<String, Map<String, String>> stored = new HashMap<>();
  private long lifespan;

  @BeforeEach
  void aStoreThatKeepsWhatIsPut() {
    when(realm.getId()).thenReturn("realm");
    when(store.get(anyString())).thenAnswer(call -> stored.get(call.<String>getArgument(0)));
    doAnswer(
            call -> {
              lifespan = call.<Long>getArgument(1);
              return stored.put(call.getArgument(0), call.getArgument(2));
            })
        .when(store)
        .put(anyString(), anyLong(), anyMap());
  }

  private AddressLimit limit(String address, Duration later) {
    Clock clock = Clock.fixed(START.plus(later), ZoneOffset.UTC);
    return new AddressLimit(store, clock, realm, address);
  }

  @Test
  void itIsReachedByTheLastUnknownCodeAndNotBefore() {
    AddressLimit limit = limit("192.0.2.1", Duration.ZERO);
    for (int code = 1; code < AddressLimit.UNKNOWN_CODES; code++) {
      limit.addUnknownCode();
    }
    assertThat(limit.isReached()).isFalse();

    limit.addUnknownCode();

    assertThat(limit.isReached()).isTrue();
    assertThat(limit("192.0.2.2", Duration.ZERO).isReached()).isFalse();
  }

  @Test
  void moreUnknownCodesDoNotMakeTheWindowLonger() {
    limit("192.0.2.1", Duration.ZERO).addUnknownCode();
    assertThat(lifespan).isEqualTo(AddressLimit.WINDOW.toSeconds());

    limit("192.0.2.1", Duration.ofSeconds(90)).addUnknownCode();

    assertThat(lifespan).isEqualTo(AddressLimit.WINDOW.toSeconds() - 90);
  }
}
