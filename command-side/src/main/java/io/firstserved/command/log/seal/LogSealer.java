package io.firstserved.command.log.seal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Runs the sealing on one thread of its own. If the database fails it waits and goes on where the
 * chain ends; if the log itself has a hole it stops sealing and says so, because a seal over a hole
 * would certify it.
 */
final class LogSealer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LogSealer.class);

  /** A shutdown waits this long for the step at hand: many times what a block takes. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final SealStep step;
  private final SealProperties properties;
  private final Timer duration;
  private volatile CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean running;
  private Thread thread = new Thread();

  LogSealer(SealStep step, SealProperties properties, MeterRegistry meters) {
    this.step = step;
    this.properties = properties;
    this.duration =
        Timer.builder("coupon.seal.duration")
            .description("Time to seal one stretch of the log")
            .register(meters);
  }

  @Override
  public void start() {
    stop = new CountDownLatch(1);
    running = true;
    thread = Thread.ofPlatform().name("log-sealer").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!stop.await(next().toMillis(), TimeUnit.MILLISECONDS)) {
        // next() does the work
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException hole) {
      LOG.error("Sealing has stopped: the log is not whole", hole);
    } finally {
      running = false;
    }
  }

  /** Seals all full blocks at once, and waits the interval before one that is not full. */
  private Duration next() {
    try {
      int sealed = sealOne();
      return sealed == properties.blockSize() ? Duration.ZERO : properties.interval();
    } catch (DataAccessException | TransactionException unavailable) {
      LOG.warn("Sealing waits for the database: {}", unavailable.getMessage());
      return properties.retryDelay();
    }
  }

  private int sealOne() {
    long begin = System.nanoTime();
    int sealed = step.seal();
    if (sealed != SealStep.NOTHING) {
      duration.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }
    return sealed;
  }

  @Override
  public void stop() {
    stop.countDown();
    try {
      thread.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
