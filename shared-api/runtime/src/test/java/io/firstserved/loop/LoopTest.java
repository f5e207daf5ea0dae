package io.firstserved.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoopTest {

  private static final LoopLimits LIMITS =
      LoopLimits.DEFAULT.staleAfter(Duration.ofMillis(200)).backoff(Duration.ofMillis(5));

  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Loops loops = new Loops(Clock.systemUTC(), meters, List.of());
  private final Loop loop =
      loops.loop(
          "tested",
          LIMITS,
          heartbeat -> {
            turns.incrementAndGet();
            var now = fault.get();
            if (now != null) {
              LoopTest.<RuntimeException>sneak(now);
            }
            return Duration.ofMillis(5);
          });

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable any) throws T {
    throw (T) any;
  }

  static List<Throwable> faults() {
    return List.of(
        new IllegalStateException("a failure"),
        new OutOfMemoryError("a pretended one"),
        new StackOverflowError(),
        new InterruptedException("a stray one"),
        new Exception("a checked one"));
  }

  @AfterEach
  void stop() {
    loop.stop();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void goesOnWhateverItsBodyThrows(Throwable any) {
    loop.start();
    fault.set(any);
    var before = turns.get();
    await().until(() -> turns.get() > before + 3);
    fault.set(null);
    await().until(() -> loop.state().healthy() && loop.state().lastFailure() == null);
  }

  @Test
  void countsFailuresInHealthAndMeters() {
    loop.start();
    fault.set(new AssertionError("seen"));
    await().until(() -> loop.state().failures() >= 2);
    assertThat(loop.state().lastFailure()).contains("seen");
    assertThat(meters.get("coupon.loop.failures").tag("loop", "tested").functionCounter().count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void isUnhealthyWhileItDoesNotSucceed() {
    loop.start();
    assertThat(loop.state().healthy()).isTrue();
    fault.set(new IllegalStateException("lasting"));
    await().until(() -> loop.state().stale());
    assertThat(loop.state().running()).isTrue();
    assertThat(new LoopsHealth(loops).health().getStatus().getCode()).isEqualTo("DOWN");
    fault.set(null);
    await().until(() -> new LoopsHealth(loops).health().getStatus().getCode().equals("UP"));
  }

  @Test
  void isUnhealthyWhileATurnStandsStill() {
    var never = new CountDownLatch(1);
    var stuck =
        loops.loop(
            "stuck",
            LIMITS.stopLimit(Duration.ofMillis(50)),
            heartbeat -> {
              awaitUninterruptibly(never);
              return Duration.ZERO;
            });
    stuck.start();
    await().until(() -> stuck.state().stale());
    assertThat(stuck.stop()).as("ended although it takes no notice").isFalse();
    never.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean told = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException ignored) {
        told = true; // as a call that cannot be interrupted does
      }
    }
    if (told) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void stopsInTheMiddleOfAPauseAndStartsAgain() {
    loop.start();
    await().until(() -> turns.get() > 0);
    assertThat(loop.stop()).isTrue();
    assertThat(loop.state().running()).isFalse();
    var before = turns.get();
    loop.start();
    await().until(() -> turns.get() > before);
  }

  @Test
  void doesNotInterruptWhatEndsIt() throws InterruptedException {
    var ending = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    var interrupted = new AtomicReference<@Nullable Boolean>();
    var run =
        new Loop.Run(
            "ending",
            self -> {
              self.ending();
              ending.countDown();
              awaitUninterruptibly(stopped);
              interrupted.set(Thread.interrupted());
            });
    run.thread.start();
    ending.await();
    run.stop();
    stopped.countDown();
    run.thread.join();
    assertThat(interrupted).hasValue(false);
  }

  @Test
  void startsAgainAfterAnEndThatFailed() {
    var lives = new AtomicInteger();
    var failing = loops.loop("failing", LIMITS, new FailsToEnd(lives));
    failing.start();
    await().until(() -> lives.get() == 1);
    assertThat(failing.stop()).isTrue();
    assertThat(failing.state().failures()).isEqualTo(1);
    failing.start();
    await().until(() -> lives.get() == 2);
    failing.stop();
  }

  private record FailsToEnd(AtomicInteger lives) implements LoopBody {
    @Override
    public Duration turn(Heartbeat heartbeat) {
      lives.incrementAndGet();
      return Duration.ofMinutes(1);
    }

    @Override
    public void ended() {
      throw new IllegalStateException("as a client that cannot be closed");
    }
  }

  @Test
  void waitsLongerAfterEachFailureUpToItsLimit() {
    var limits = LoopLimits.DEFAULT;
    assertThat(limits.backoffAfter(1)).isEqualTo(limits.firstBackoff());
    assertThat(limits.backoffAfter(2)).isEqualTo(limits.firstBackoff().multipliedBy(2));
    assertThat(limits.backoffAfter(1_000)).isEqualTo(limits.mostBackoff());
  }
}
