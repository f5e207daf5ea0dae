package io.firstserved.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntranceTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofMinutes(5);

  private final CountDownLatch letGo = new CountDownLatch(1);
  private final Queue<Integer> began = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> turnedAway = new ConcurrentLinkedQueue<>();

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
    if (Entrance.turnedAway()) {
      turnedAway.add(number);
    }
  }

  private void begun(int count) {
    await().until(() -> began.size() == count);
  }

  @Test
  void runsSoManyAtOnceAndTheOthersInTheirOrder() {
    try (var entrance = new Entrance(2, NEVER)) {
      entrance.execute(stuck(0));
      entrance.execute(stuck(1));
      begun(2);
      entrance.places(1);
      for (int number = 2; number < 20; number++) {
        var mine = number;
        entrance.execute(() -> note(mine));
      }
      assertThat(began).containsExactlyInAnyOrder(0, 1);
      assertThat(entrance.taken()).isEqualTo(2);
      assertThat(entrance.waiting()).isEqualTo(18);

      letGo.countDown();

      begun(20);
      assertThat(began.stream().skip(2)).isSorted();
      assertThat(turnedAway).isEmpty();
      await().until(() -> entrance.taken() == 0);
    }
  }

  @Test
  void turnsAwayWhoHasWaitedTooLongAlthoughNoPlaceIsFree() {
    try (var entrance = new Entrance(1, SOON)) {
      entrance.execute(stuck(0));
      begun(1);

      entrance.execute(() -> note(1));

      begun(2);
      assertThat(turnedAway).containsExactly(1);
      assertThat(entrance.taken()).isEqualTo(1);
    }
  }

  @Test
  void startsWhoWaitsWhenItIsWidened() {
    try (var entrance = new Entrance(1, NEVER)) {
      entrance.execute(stuck(0));
      entrance.execute(stuck(1));
      entrance.execute(stuck(2));
      begun(1);

      entrance.places(3);

      begun(3);
      assertThat(entrance.taken()).isEqualTo(3);
    }
  }

  @Test
  void hasItsPlaceBackFromARequestThatFails() {
    try (var entrance = new Entrance(1, NEVER)) {
      entrance.execute(
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
            throw new IllegalStateException("a bug");
          });

      entrance.execute(() -> note(1));

      begun(1);
      await().until(() -> entrance.taken() == 0);
    }
  }

  @Test
  void measuresWhoIsInAndWhoWaits() {
    var registry = new SimpleMeterRegistry();
    try (var entrance = new Entrance(1, NEVER)) {
      entrance.measure(registry);
      entrance.execute(stuck(0));
      entrance.execute(stuck(1));
      entrance.execute(stuck(2));

      assertThat(registry.get("coupon.active.requests").gauge().value()).isEqualTo(1);
      assertThat(registry.get("coupon.waiting.requests").gauge().value()).isEqualTo(2);
    }
  }
}
