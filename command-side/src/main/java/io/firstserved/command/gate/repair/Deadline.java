package io.firstserved.command.gate.repair;

import io.firstserved.command.gate.repair.GatedCampaign.Recovering;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How long one caller still waits, over all it has to wait for. Nobody waits for a recovery longer
 * than this after its beginning: who comes to one that takes long must not wait as long again.
 */
final class Deadline {

  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private final long limitNanos;
  private final long deadlineNanos;

  Deadline(Duration limit) {
    this.limitNanos = limit.toNanos();
    this.deadlineNanos = System.nanoTime() + limitNanos;
  }

  /** Waits a moment; false if there was no time left to. */
  boolean pause() {
    if (left() <= 0 || Thread.currentThread().isInterrupted()) {
      return false;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return true;
  }

  /** Whether no time is left. */
  boolean isOver() {
    return left() <= 0;
  }

  /** Whether it succeeded in time. */
  boolean await(Recovering recovery) {
    var left = Math.min(left(), recovery.startNanos() + limitNanos - System.nanoTime());
    try {
      return recovery.outcome().get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private long left() {
    return deadlineNanos - System.nanoTime();
  }
}
