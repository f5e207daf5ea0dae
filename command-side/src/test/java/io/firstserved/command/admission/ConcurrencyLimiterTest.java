package io.firstserved.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.LoopsForTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofMinutes(5);

  private final CountDownLatch letGo = new CountDownLatch(1);
  private final Queue<Integer> began = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> timedOut = new ConcurrentLinkedQueue<>();

  @AfterEach
  void letEverybodyGo() {
    letGo.countDown();
  }

  private Runnable stuck(int number) {
    return () -> {
      note(number);
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    };
  }

  private void note(int number) {
    began.add(number);
    if (ConcurrencyLimiter.timedOut()) {
      timedOut.add(number);
    }
  }

  private void begun(int count) {
    await().until(() -> began.size() == count);
  }

  @Test
  void runsSoManyAtOnceAndTheOthersInTheirOrder() {
    var limiter = new ConcurrencyLimiter(2, NEVER);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(stuck(0));
      limiter.execute(stuck(1));
      begun(2);
      limiter.places(1);
      for (int number = 2; number < 20; number++) {
        var mine = number;
        limiter.execute(() -> note(mine));
      }
      assertThat(began).containsExactlyInAnyOrder(0, 1);
      assertThat(limiter.taken()).isEqualTo(2);
      assertThat(limiter.waiting()).isEqualTo(18);

      letGo.countDown();

      begun(20);
      assertThat(began.stream().skip(2)).isSorted();
      assertThat(timedOut).isEmpty();
      await().until(() -> limiter.taken() == 0);
    }
  }

  /** Threads that begin when the test says so, and a newcomer in the middle of the widening. */
  @Test
  void isNotOvertakenWhileItIsWidened() {
    var threads = new ArrayDeque<Runnable>();
    var whenStarted = new ArrayDeque<Runnable>();
    var limiter =
        new ConcurrencyLimiter(
            1,
            NEVER,
            started -> {
              threads.add(started);
              if (!whenStarted.isEmpty()) {
                whenStarted.remove().run();
              }
            });
    for (int number = 0; number < 3; number++) {
      var mine = number;
      limiter.execute(() -> note(mine));
    }
    whenStarted.add(() -> limiter.execute(() -> note(3)));

    limiter.places(3);

    while (!threads.isEmpty()) {
      threads.remove().run();
    }
    assertThat(began).containsExactly(0, 1, 2, 3);
  }

  @Test
  void turnsAwayWhoHasWaitedTooLongAlthoughNoPlaceIsFree() {
    var limiter = new ConcurrencyLimiter(1, SOON);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(stuck(0));
      begun(1);

      limiter.execute(() -> note(1));

      begun(2);
      assertThat(timedOut).containsExactly(1);
      assertThat(limiter.taken()).isEqualTo(1);
    }
  }

  @Test
  void startsWhoWaitsWhenItIsWidened() {
    var limiter = new ConcurrencyLimiter(1, NEVER);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(stuck(0));
      limiter.execute(stuck(1));
      limiter.execute(stuck(2));
      begun(1);

      limiter.places(3);

      begun(3);
      assertThat(limiter.taken()).isEqualTo(3);
    }
  }

  @Test
  void hasItsPlaceBackFromARequestThatFails() {
    var limiter = new ConcurrencyLimiter(1, NEVER);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
            throw new IllegalStateException("a bug");
          });

      limiter.execute(() -> note(1));

      begun(1);
      await().until(() -> limiter.taken() == 0);
    }
  }

  @Test
  void letsOthersRunWhileARequestWaitsForItsClient() {
    var limiter = new ConcurrencyLimiter(1, NEVER);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(
          () -> {
            note(0);
            limiter.withoutPermit(this::awaitLetGo);
            note(2);
          });
      begun(1);
      assertThat(limiter.taken()).isZero();

      limiter.execute(
          () -> {
            note(1);
            letGo.countDown();
            await().until(() -> limiter.waiting() == 1);
          });

      begun(3);
      assertThat(began).containsExactly(0, 1, 2);
      assertThat(timedOut).isEmpty();
      await().until(() -> limiter.taken() == 0);
    }
  }

  @Test
  void timesOutWhoWaitedForItsClientAndThenTooLongForItsTurn() {
    var limiter = new ConcurrencyLimiter(1, SOON);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(
          () -> {
            limiter.withoutPermit(
                () -> {
                  limiter.execute(stuck(0));
                  begun(1);
                  return true;
                });
            note(1);
          });

      begun(2);
      assertThat(timedOut).containsExactly(1);
      assertThat(limiter.taken()).isEqualTo(1);
    }
  }

  @Test
  void hasThePermitBackOfARequestWhoseClientFailed() {
    var limiter = new ConcurrencyLimiter(1, NEVER);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.execute(
          () -> {
            assertThatIllegalStateException().isThrownBy(() -> limiter.withoutPermit(this::broken));
            note(1);
          });

      begun(1);
      assertThat(timedOut).isEmpty();
      await().until(() -> limiter.taken() == 0);
    }
  }

  private boolean broken() {
    throw new IllegalStateException("the client is gone");
  }

  private boolean awaitLetGo() {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Test
  void measuresWhoIsInAndWhoWaits() {
    var registry = new SimpleMeterRegistry();
    var limiter = new ConcurrencyLimiter(1, NEVER);
    try (var running = LoopsForTests.running(limiter)) {
      limiter.measure(registry);
      limiter.execute(stuck(0));
      limiter.execute(stuck(1));
      limiter.execute(stuck(2));

      assertThat(registry.get("coupon.active.requests").gauge().value()).isEqualTo(1);
      assertThat(registry.get("coupon.waiting.requests").gauge().value()).isEqualTo(2);
    }
  }
}
