package io.firstserved.command.log.seal;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.loop.LoopBody;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Seals the log as a supervised loop. If the database fails it goes on where the chain ends; while
 * the log itself has a hole it fails turn after turn and seals nothing, because a seal over a hole
 * would certify it. Of a log that has diverged it seals nothing.
 */
final class LogSealer implements LoopBody {

  private final SealStep step;
  private final LogIdentity identity;
  private final SealProperties properties;
  private final Timer duration;

  LogSealer(SealStep step, LogIdentity identity, SealProperties properties, MeterRegistry meters) {
    this.step = step;
    this.identity = identity;
    this.properties = properties;
    this.duration =
        Timer.builder("coupon.seal.duration")
            .description("Time to seal one stretch of the log")
            .register(meters);
  }

  /** Seals one block; at once again while there is more to do, else after the interval. */
  @Override
  public Duration turn(Heartbeat heartbeat) {
    identity.requireSame();
    return sealOne().more() ? Duration.ZERO : properties.interval();
  }

  private SealStep.Done sealOne() {
    long begin = System.nanoTime();
    var done = step.seal();
    if (done.events() > 0) {
      duration.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }
    return done;
  }
}
