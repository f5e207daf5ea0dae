package io.firstserved.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link LoopBody} again and again on one thread, until it is stopped.
 *
 * <pre>
 *              returns / waits as told
 *            ┌─────────┐
 *            ▼         │      any Throwable
 *  start ─▶ turn ──────┴──────────────────▶ backoff (doubles, bounded) ─▶ turn
 *            │ stop: interrupt
 *            ▼
 *          ended
 * </pre>
 *
 * Nothing but {@link #stop()} ends it: every {@link Throwable} is logged, counted and followed by
 * another turn, errors included, because a node whose loop has gone looks healthy and is not.
 * Thread-safe; can be started again after it was stopped.
 */
public final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final String name;
  private final LoopBody body;
  private final LoopLimits limits;
  private final Clock clock;
  private final List<TurnInterceptor> interceptors;
  private final AtomicLong failures = new AtomicLong();
  private volatile Instant lastSuccess;
  private volatile long lastSuccessNanos;
  private volatile @Nullable String lastFailure;
  private volatile @Nullable Run run;

  /** One life of the loop, from start to stop. */
  static final class Run {
    final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean ending;

    Run(String name, Consumer<Run> task) {
      thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> task.accept(this));
    }

    boolean isStopping() {
      return stopping.getCount() == 0;
    }

    synchronized void stop() {
      stopping.countDown();
      if (!ending) {
        thread.interrupt();
      }
    }

    /**
     * From here on it is not interrupted: what gives leases back or closes must come to its end.
     */
    synchronized void ending() {
      ending = true;
      Thread.interrupted();
    }
  }

  Loop(
      String name,
      LoopBody body,
      LoopLimits limits,
      Clock clock,
      List<TurnInterceptor> interceptors) {
    this.name = name;
    this.body = body;
    this.limits = limits;
    this.clock = clock;
    this.interceptors = List.copyOf(interceptors);
    this.lastSuccess = clock.instant();
    this.lastSuccessNanos = System.nanoTime();
  }

  /** The loop's name: of its thread, in health, in meters. */
  public String name() {
    return name;
  }

  LoopLimits limits() {
    return limits;
  }

  /** Starts it, unless it runs. */
  public synchronized void start() {
    if (run == null) {
      succeeded();
      var started = new Run(name, this::turnUntilStopped);
      run = started;
      started.thread.start();
    }
  }

  private void turnUntilStopped(Run current) {
    int failuresInARow = 0;
    try {
      while (!current.isStopping()) {
        Duration wait;
        try {
          wait = turn(current);
          failuresInARow = 0;
        } catch (InterruptedException told) {
          wait = Duration.ZERO;
        } catch (Throwable failure) { // every one, errors included: see the class comment
          wait = limits.backoffAfter(++failuresInARow);
          failed(failure, failuresInARow);
        }
        pause(current.stopping, wait);
      }
    } finally {
      current.ending();
      end();
    }
  }

  private void end() {
    try {
      body.ended();
    } catch (Throwable failure) { // it has ended all the same, and may be started again
      failed(failure, 1);
    }
  }

  private Duration turn(Run current) throws InterruptedException {
    interceptors.forEach(interceptor -> interceptor.beforeTurn(name));
    var wait = body.turn(heartbeat(current));
    succeeded();
    return wait;
  }

  private LoopBody.Heartbeat heartbeat(Run current) {
    return new LoopBody.Heartbeat() {
      @Override
      public void succeeded() {
        Loop.this.succeeded();
      }

      @Override
      public boolean isStopping() {
        return current.isStopping();
      }
    };
  }

  private static void pause(CountDownLatch stopping, Duration wait) {
    try {
      stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException told) {
      Thread.interrupted(); // by stop, which has counted down; anything else only ends the pause
    }
  }

  private void succeeded() {
    lastSuccess = clock.instant();
    lastSuccessNanos = System.nanoTime();
    lastFailure = null;
  }

  /**
   * Counts and tells; a failure that lasts is told ever more seldom. Even if memory is so short
   * that it cannot be told, the loop goes on.
   */
  private void failed(Throwable failure, int inARow) {
    failures.incrementAndGet();
    try {
      lastFailure = failure.toString();
      if (inARow == 1) {
        LOG.warn("{} failed and goes on", name, failure);
      } else if (Integer.bitCount(inARow) == 1) {
        LOG.warn("{} has failed {} times in a row: {}", name, inARow, lastFailure);
      }
    } catch (Throwable untold) {
      lastFailure = "a failure that could not be told";
    }
  }

  /**
   * Ends it and waits for that, up to the limit. What is under way is interrupted.
   *
   * @return whether it has ended
   */
  public synchronized boolean stop() {
    var running = run;
    if (running == null) {
      return true;
    }
    running.stop();
    boolean ended = joined(running.thread);
    if (!ended) {
      LOG.error("{} did not end within {} and is left behind", name, limits.stopLimit());
    }
    run = null;
    return ended;
  }

  private boolean joined(Thread thread) {
    try {
      return thread.join(limits.stopLimit());
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How it is doing. */
  public LoopState state() {
    var running = run;
    return new LoopState(
        running != null && running.thread.isAlive(),
        lastSuccess,
        failures.get(),
        lastFailure,
        System.nanoTime() - lastSuccessNanos > limits.staleAfter().toNanos());
  }
}
