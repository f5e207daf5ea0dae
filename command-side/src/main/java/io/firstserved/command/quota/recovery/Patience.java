package io.firstserved.command.quota.recovery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** How long one caller still waits, over all it has to wait for. */
final class Patience {

  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private final long deadlineNanos;

  Patience(Duration limit) {
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  /** Waits a moment; false if there was no time left to. */
  boolean pause() {
    if (left() <= 0 || Thread.currentThread().isInterrupted()) {
      return false;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return true;
  }

  /** Whether it came true in time. */
  boolean await(CompletableFuture<Boolean> outcome) {
    try {
      return outcome.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
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
