package io.firstserved.command.log.relay;

import io.firstserved.command.log.tail.LogTail;
import org.springframework.context.SmartLifecycle;

/** Runs the relay and its watch between the log's start and its end. */
final class RelayLifecycle implements SmartLifecycle {

  private final LogTail tail;
  private final Thread watch;
  private final boolean enabled;
  private volatile boolean running;

  RelayLifecycle(LogTail tail, RelayWatch watch, boolean enabled) {
    this.tail = tail;
    this.watch = Thread.ofVirtual().name("relay-watch").unstarted(watch);
    this.enabled = enabled;
  }

  @Override
  public void start() {
    watch.start();
    if (enabled) {
      tail.start();
    }
    running = true;
  }

  @Override
  public void stop() {
    watch.interrupt();
    try {
      if (enabled) {
        tail.stop();
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

  /** Stops after the log has been drained and the web server has gone. */
  @Override
  public int getPhase() {
    return 0;
  }
}
