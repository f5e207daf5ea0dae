package io.firstserved.command.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way into this node: Tomcat hands it every request that has come over a connection. So many
 * run at once, each on a virtual thread; the others wait outside in the order in which they came,
 * unread, where one of them costs a place in a queue and not a stack with its buffers (ADR 0026).
 *
 * <p>Nobody waits longer than the limit: who has is run all the same, beyond the number, and {@link
 * #turnedAway()} says so to the issue command, which is then refused. So a node whose commands are
 * stuck still answers everything else. Thread-safe.
 */
final class Entrance implements Executor, AutoCloseable {

  /** How much later than the limit one may be turned away. */
  static final Duration RESOLUTION = Duration.ofMillis(10);

  private static final ScopedValue<Boolean> TURNED_AWAY = ScopedValue.newInstance();

  private record Waiting(Runnable request, long sinceNanos) {}

  private final long limitNanos;
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final Thread doorkeeper;
  private int places;
  private int taken;
  private volatile boolean closed;

  /**
   * @param places how many run at once
   * @param limit how long one waits before it is turned away
   */
  Entrance(int places, Duration limit) {
    this.places = places;
    this.limitNanos = limit.toNanos();
    this.doorkeeper = Thread.ofPlatform().name("entrance").daemon().start(this::watchTheLine);
  }

  /** Whether the request on this thread has waited too long for its turn. */
  static boolean turnedAway() {
    return TURNED_AWAY.isBound();
  }

  /** Runs a request when it is its turn; returns at once. */
  @Override
  public void execute(Runnable request) {
    if (takePlaceOrWait(request)) {
      start(request);
    }
  }

  private synchronized boolean takePlaceOrWait(Runnable request) {
    if (taken >= places) {
      line.add(new Waiting(request, System.nanoTime()));
      return false;
    }
    taken++;
    return true;
  }

  private void start(Runnable request) {
    Thread.startVirtualThread(
        () -> {
          try {
            request.run();
          } finally {
            giveUpPlace();
          }
        });
  }

  private void giveUpPlace() {
    var next = nextInTurn();
    if (next != null) {
      start(next);
    }
  }

  /** Who gets the place that has become free; null if nobody does. */
  private synchronized @Nullable Runnable nextInTurn() {
    var first = taken > places ? null : line.poll();
    if (first == null) {
      taken--;
      return null;
    }
    return first.request();
  }

  private void watchTheLine() {
    while (!closed) {
      LockSupport.parkNanos(RESOLUTION.toNanos());
      for (var late = nextTooLate(); late != null; late = nextTooLate()) {
        var request = late;
        Thread.startVirtualThread(() -> ScopedValue.where(TURNED_AWAY, true).run(request));
      }
    }
  }

  private synchronized @Nullable Runnable nextTooLate() {
    var first = line.peek();
    if (first == null || System.nanoTime() - first.sinceNanos() < limitNanos) {
      return null;
    }
    line.remove();
    return first.request();
  }

  /** Changes how many run at once; those that run go on. */
  void places(int number) {
    for (var next = nextAfterChangeTo(number); next != null; next = nextAfterChangeTo(number)) {
      start(next);
    }
  }

  private synchronized @Nullable Runnable nextAfterChangeTo(int number) {
    places = number;
    if (taken >= places || line.isEmpty()) {
      return null;
    }
    taken++;
    return line.remove().request();
  }

  /** How many run at once at most. */
  synchronized int places() {
    return places;
  }

  /** How many run now, those that were turned away not counted. */
  synchronized int taken() {
    return taken;
  }

  /** How many wait now. */
  synchronized int waiting() {
    return line.size();
  }

  /** Shows who is in and who waits. */
  void measure(MeterRegistry registry) {
    Gauge.builder("coupon.active.requests", this, Entrance::taken)
        .description("Requests that this node works on")
        .baseUnit("requests")
        .register(registry);
    Gauge.builder("coupon.waiting.requests", this, Entrance::waiting)
        .description("Requests that wait, unread, until this node works on them")
        .baseUnit("requests")
        .register(registry);
  }

  /** Turns nobody away any more; who waits still gets its turn. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(doorkeeper);
  }
}
