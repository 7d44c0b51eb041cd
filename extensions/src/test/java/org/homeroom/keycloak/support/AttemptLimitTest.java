package org.homeroom.keycloak.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

class AttemptLimitTest {
  private static final int ATTEMPTS = 3;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final SingleUseObjectProvider store = mock(SingleUseObjectProvider.class);
  private final Map<String, Long> ends = new ConcurrentHashMap<>();
  private long now;

  @BeforeEach
  void aStoreThatForgetsInTime() {
    when(store.contains(anyString())).thenAnswer(call -> isThere(call.getArgument(0)));
    when(store.putIfAbsent(anyString(), anyLong()))
        .thenAnswer(call -> put(call.getArgument(0), call.<Long>getArgument(1)));
    when(store.remove(anyString()))
        .thenAnswer(call -> ends.remove(call.<String>getArgument(0)) == null ? null : Map.of());
  }

  private boolean isThere(String key) {
    return ends.getOrDefault(key, 0L) > now;
  }

  private boolean put(String key, long lifespan) {
    ends.remove(key, now);
    return ends.putIfAbsent(key, now + lifespan) == null;
  }

  private static RealmModel realm(String id) {
    RealmModel realm = mock(RealmModel.class);
    when(realm.getId()).thenReturn(id);
    return realm;
  }

  private AttemptLimit limit(int attempts) {
    return new AttemptLimit(store, realm("realm"), "purpose", "somebody", attempts, WINDOW);
  }

  @Test
  void it_gives_as_many_attempts_as_there_are_and_no_more() {
    assertThat(IntStream.range(0, ATTEMPTS).allMatch(i -> limit(ATTEMPTS).take())).isTrue();

    assertThat(limit(ATTEMPTS).take()).isFalse();
  }

  @Test
  void it_is_reached_by_the_last_attempt_and_not_before() {
    limit(2).take();
    assertThat(limit(2).isReached()).isFalse();

    limit(2).take();

    assertThat(limit(2).isReached()).isTrue();
  }

  @Test
  void requests_at_the_same_time_get_no_more_attempts_than_one_after_the_other() throws Exception {
    AtomicInteger given = new AtomicInteger();
    ExecutorService requests = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> calls =
          IntStream.range(0, 200)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        if (limit(20).take()) {
                          given.incrementAndGet();
                        }
                        return null;
                      })
              .toList();
      for (Future<Void> call : requests.invokeAll(calls)) {
        call.get();
      }
    } finally {
      requests.shutdownNow();
    }

    assertThat(given).hasValue(20);
  }

  @Test
  void an_attempt_is_forgotten_when_its_own_window_is_over() {
    limit(2).take();
    now += WINDOW.toSeconds() / 2;
    limit(2).take();
    now += WINDOW.toSeconds() / 2;

    assertThat(limit(2).take()).isTrue();
    assertThat(limit(2).take()).isFalse();
  }

  @Test
  void an_attempt_that_was_given_back_can_be_taken_again() {
    AttemptLimit limit = limit(1);
    limit.take();

    limit.release();

    assertThat(limit(1).take()).isTrue();
  }

  @Test
  void somebody_who_got_no_attempt_gives_none_back() {
    limit(1).take();
    AttemptLimit late = limit(1);
    late.take();

    late.release();

    assertThat(limit(1).isReached()).isTrue();
  }

  @Test
  void all_attempts_can_be_forgotten() {
    IntStream.range(0, ATTEMPTS).forEach(i -> limit(ATTEMPTS).take());

    limit(ATTEMPTS).clear();

    assertThat(IntStream.range(0, ATTEMPTS).allMatch(i -> limit(ATTEMPTS).take())).isTrue();
  }

  @Test
  void other_people_purposes_and_realms_have_attempts_of_their_own() {
    limit(1).take();

    assertThat(new AttemptLimit(store, realm("other"), "purpose", "somebody", 1, WINDOW).take())
        .isTrue();
    assertThat(new AttemptLimit(store, realm("realm"), "other", "somebody", 1, WINDOW).take())
        .isTrue();
    assertThat(new AttemptLimit(store, realm("realm"), "purpose", "other", 1, WINDOW).take())
        .isTrue();
  }

  @Test
  void a_large_limit_never_gives_more_and_refuses_at_the_very_end_only() {
    int attempts = 10 * AttemptLimit.MOST_LOOKS;

    long given = IntStream.range(0, 2 * attempts).filter(i -> limit(attempts).take()).count();

    assertThat(given).isBetween(attempts * 9L / 10, (long) attempts);
  }

  @Test
  void whose_it_is_cannot_be_read_from_what_is_stored() {
    new AttemptLimit(store, realm("realm"), "purpose", "192.0.2.1", 1, WINDOW).take();

    assertThat(ends.keySet()).noneMatch(key -> key.contains("192.0.2.1"));
  }
}
