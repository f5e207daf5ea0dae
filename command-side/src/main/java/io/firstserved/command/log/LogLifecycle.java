package io.firstserved.command.log;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the log's writing in good order: first this node stops being ready, then what is queued is
 * committed while new commands are refused, and only then the web server goes.
 */
final class LogLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LogLifecycle.class);

  private final ApplicationContext context;
  private final LogWriter writer;
  private final Duration drainLimit;
  private volatile boolean running;

  LogLifecycle(ApplicationContext context, LogWriter writer, Duration drainLimit) {
    this.context = context;
    this.writer = writer;
    this.drainLimit = drainLimit;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    try {
      if (!writer.drain(drainLimit)) {
        LOG.error("The log's queue was not committed within {}", drainLimit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The last to start and the first to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
