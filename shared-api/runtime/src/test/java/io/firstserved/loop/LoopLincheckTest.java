package io.firstserved.loop;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Threads that start, stop and look at one loop, in drawn schedules: it runs or does not as if one
 * came after the other, and never twice at once. Lincheck makes one of these for each schedule.
 */
@Tag("lincheck")
public class LoopLincheckTest {

  private final AtomicInteger lives = new AtomicInteger();
  private volatile boolean twice;
  private final Loop loop =
      new Loop("tested", new OneLife(), LoopLimits.DEFAULT, Clock.systemUTC(), List.of());

  /** Notices a second life beside its own. */
  private final class OneLife implements LoopBody {
    private final ThreadLocal<Boolean> begun = ThreadLocal.withInitial(() -> false);

    @Override
    public Duration turn(Heartbeat heartbeat) {
      if (!begun.get()) {
        begun.set(true);
        twice |= lives.incrementAndGet() > 1;
      }
      return Duration.ofHours(1);
    }

    @Override
    public void ended() {
      if (begun.get()) {
        lives.decrementAndGet();
      }
    }
  }

  @Operation
  public void start() {
    loop.start();
  }

  /** Whether it has ended. */
  @Operation
  public boolean stop() {
    return loop.stop();
  }

  @Operation
  public boolean running() {
    return loop.state().running();
  }

  /** After each schedule. */
  @Validate
  public void neverRanTwiceAtOnceAndNothingIsLeftBehind() {
    loop.stop();
    if (twice || lives.get() != 0) {
      throw new AssertionError("lives left: " + lives.get() + ", two at once: " + twice);
    }
  }

  @Test
  void behavesAsIfOneCameAfterTheOtherUnderStress() {
    new StressOptions().iterations(10).invocationsPerIteration(100).check(getClass());
  }
}
