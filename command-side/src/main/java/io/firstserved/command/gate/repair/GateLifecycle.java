package io.firstserved.command.gate.repair;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and ends the gate's own threads. They end after the web server has drained and before the
 * connection to Redis is closed, so that the last confirmations still get there.
 */
final class GateLifecycle implements SmartLifecycle {

  /** Above the connection factory's 0: started after it, stopped before it. */
  private static final int PHASE = 1000;

  private final Confirmations confirmations;
  private final Reaper reaper;
  private @Nullable Thread confirming;
  private @Nullable Thread sweeping;

  GateLifecycle(Confirmations confirmations, Reaper reaper) {
    this.confirmations = confirmations;
    this.reaper = reaper;
  }

  @Override
  public synchronized void start() {
    confirming = Thread.ofVirtual().name("gate-confirmations").start(confirmations);
    sweeping = Thread.ofVirtual().name("gate-reaper").start(reaper);
  }

  @Override
  public synchronized void stop() {
    end(sweeping);
    end(confirming);
    confirmations.flush();
    sweeping = null;
    confirming = null;
  }

  private static void end(@Nullable Thread thread) {
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return sweeping != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
