package io.firstserved.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private record Run(Thread thread, CountDownLatch stopping) {}

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
      var stopping = new CountDownLatch(1);
      var thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> turnUntil(stopping));
      run = new Run(thread, stopping);
      thread.start();
    }
  }

  private void turnUntil(CountDownLatch stopping) {
    int failuresInARow = 0;
    try {
      while (stopping.getCount() > 0) {
        Duration wait;
        try {
          wait = turn(stopping);
          failuresInARow = 0;
        } catch (InterruptedException told) {
          wait = Duration.ZERO;
        } catch (Throwable failure) { // every one, errors included: see the class comment
          wait = limits.backoffAfter(++failuresInARow);
          failed(failure, failuresInARow);
        }
        pause(stopping, wait);
      }
    } finally {
      Thread.interrupted(); // told by now; what gives leases back must not be told again
      body.ended();
    }
  }

  private Duration turn(CountDownLatch stopping) throws InterruptedException {
    interceptors.forEach(interceptor -> interceptor.beforeTurn(name));
    var wait = body.turn(heartbeat(stopping));
    succeeded();
    return wait;
  }

  private LoopBody.Heartbeat heartbeat(CountDownLatch stopping) {
    return new LoopBody.Heartbeat() {
      @Override
      public void succeeded() {
        Loop.this.succeeded();
      }

      @Override
      public boolean isStopping() {
        return stopping.getCount() == 0;
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
    running.stopping().countDown();
    running.thread().interrupt();
    boolean ended = joined(running.thread());
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
        running != null && running.thread().isAlive(),
        lastSuccess,
        failures.get(),
        lastFailure,
        System.nanoTime() - lastSuccessNanos > limits.staleAfter().toNanos());
  }
}
