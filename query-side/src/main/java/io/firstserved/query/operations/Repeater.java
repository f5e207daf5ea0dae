package io.firstserved.query.operations;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that does one thing again and again until it is closed. */
final class Repeater implements AutoCloseable {

  /** Longest wait for the thread to end; what it does has limits of its own. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  private Repeater(String name, Duration interval, Runnable task) {
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> run(interval, task));
  }

  static Repeater start(String name, Duration interval, Runnable task) {
    var repeater = new Repeater(name, interval, task);
    repeater.thread.start();
    return repeater;
  }

  private void run(Duration interval, Runnable task) {
    try {
      do {
        task.run();
      } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join(STOP_LIMIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
