package io.firstserved.command.admission;

import io.firstserved.loop.LoopBody;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many requests of this node run at once. Tomcat hands it every request that has come
 * over a connection; so many run, each on a virtual thread, and the others wait in the order in
 * which they came, unread, where one costs a place in a queue and not a stack with its buffers (ADR
 * 0026).
 *
 * <p>Nobody waits longer than the limit: who has is run all the same, beyond the number, and {@link
 * #timedOut()} says so to the issue command, which is then refused. So a node whose commands are
 * stuck still answers everything else. Thread-safe; as a supervised loop it looks for those that
 * have waited too long.
 */
final class ConcurrencyLimiter implements Executor, LoopBody {

  /** How much later than the limit one may be timed out. */
  static final Duration RESOLUTION = Duration.ofMillis(10);

  private static final ScopedValue<Boolean> TIMED_OUT = ScopedValue.newInstance();

  private record Waiting(Runnable request, long sinceNanos) {}

  private final long limitNanos;
  private final Executor threads;
  private final Queue<Waiting> line = new ArrayDeque<>();
  private int places;
  private int taken;

  /**
   * @param places how many run at once
   * @param limit how long one waits before it is timed out
   */
  ConcurrencyLimiter(int places, Duration limit) {
    this(places, limit, Thread::startVirtualThread);
  }

  /** The same with other threads to run requests on; {@code threads} is called without a lock. */
  ConcurrencyLimiter(int places, Duration limit, Executor threads) {
    this.places = places;
    this.limitNanos = limit.toNanos();
    this.threads = threads;
  }

  /** Whether the request on this thread has waited too long for its turn. */
  static boolean timedOut() {
    return TIMED_OUT.isBound();
  }

  /** Runs a request when it is its turn; returns at once. */
  @Override
  public void execute(Runnable request) {
    if (startOrQueue(request)) {
      start(request);
    }
  }

  private synchronized boolean startOrQueue(Runnable request) {
    if (taken >= places) {
      line.add(new Waiting(request, System.nanoTime()));
      return false;
    }
    taken++;
    return true;
  }

  private void start(Runnable request) {
    threads.execute(
        () -> {
          try {
            request.run();
          } finally {
            release();
          }
        });
  }

  private void release() {
    var next = nextWaiting();
    if (next != null) {
      start(next);
    }
  }

  /** Who gets the place that has become free; null if nobody does. */
  private synchronized @Nullable Runnable nextWaiting() {
    var first = taken > places ? null : line.poll();
    if (first == null) {
      taken--;
      return null;
    }
    return first.request();
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    for (var late : timedOutNow()) {
      threads.execute(() -> ScopedValue.where(TIMED_OUT, true).run(late));
    }
    return RESOLUTION;
  }

  private synchronized List<Runnable> timedOutNow() {
    var late = new ArrayList<Runnable>();
    long now = System.nanoTime();
    for (var first = line.peek();
        first != null && now - first.sinceNanos() >= limitNanos;
        first = line.peek()) {
      late.add(line.remove().request());
    }
    return late;
  }

  /** Changes how many run at once; those that run go on. */
  void places(int number) {
    startableWith(number).forEach(this::start);
  }

  /** Taken all at once, so that nobody who comes meanwhile overtakes them. */
  private synchronized List<Runnable> startableWith(int number) {
    places = number;
    var startable = new ArrayList<Runnable>();
    for (; taken < places && !line.isEmpty(); taken++) {
      startable.add(line.remove().request());
    }
    return startable;
  }

  /** How many run at once at most. */
  synchronized int places() {
    return places;
  }

  /** How many run now, those that were timed out not counted. */
  synchronized int taken() {
    return taken;
  }

  /** How many wait now. */
  synchronized int waiting() {
    return line.size();
  }

  /** Shows who is in and who waits. */
  void measure(MeterRegistry registry) {
    Gauge.builder("coupon.active.requests", this, ConcurrencyLimiter::taken)
        .description("Requests that this node works on")
        .baseUnit("requests")
        .register(registry);
    Gauge.builder("coupon.waiting.requests", this, ConcurrencyLimiter::waiting)
        .description("Requests that wait, unread, until this node works on them")
        .baseUnit("requests")
        .register(registry);
  }
}
