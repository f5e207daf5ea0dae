package io.firstserved.command.admission;

import io.firstserved.loop.LoopBody;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
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

  private static final ScopedValue<Turn> TURN = ScopedValue.newInstance();

  /** What the request on a thread has: a permit, or none because it waited too long for one. */
  private static final class Turn {

    private boolean permit;

    private Turn(boolean permit) {
      this.permit = permit;
    }
  }

  /**
   * One who waits for a permit.
   *
   * @param granted what is done when it has one
   * @param timedOut what is done when it has waited too long
   */
  private record Waiting(Runnable granted, Runnable timedOut, long sinceNanos) {}

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
    return TURN.isBound() && !TURN.get().permit;
  }

  /** Runs a request when it is its turn; returns at once. */
  @Override
  public void execute(Runnable request) {
    startOrQueue(() -> start(request, true), () -> start(request, false));
  }

  /**
   * Lets others have the permit of the request on this thread while it waits for its client, and
   * then waits for a permit in its turn. Without one there is nothing to let, and nothing to wait
   * for.
   *
   * @return what {@code waiting} returned
   */
  <T, X extends Throwable> T withoutPermit(ScopedValue.CallableOp<T, X> waiting) throws X {
    var turn = TURN.isBound() ? TURN.get() : null;
    if (turn == null || !turn.permit) {
      return waiting.call();
    }
    turn.permit = false;
    release();
    try {
      return waiting.call();
    } finally {
      turn.permit = isGrantedInTime();
    }
  }

  private boolean isGrantedInTime() {
    var granted = new CompletableFuture<Boolean>();
    startOrQueue(() -> granted.complete(true), () -> granted.complete(false));
    return granted.join();
  }

  private void startOrQueue(Runnable granted, Runnable timedOut) {
    if (takeOrQueue(granted, timedOut)) {
      granted.run();
    }
  }

  private synchronized boolean takeOrQueue(Runnable granted, Runnable timedOut) {
    if (taken >= places) {
      line.add(new Waiting(granted, timedOut, System.nanoTime()));
      return false;
    }
    taken++;
    return true;
  }

  private void start(Runnable request, boolean permit) {
    var turn = new Turn(permit);
    threads.execute(
        () -> {
          try {
            ScopedValue.where(TURN, turn).run(request);
          } finally {
            if (turn.permit) {
              release();
            }
          }
        });
  }

  private void release() {
    var next = nextWaiting();
    if (next != null) {
      next.run();
    }
  }

  /** Whose turn it is now that a permit is free; null if it is nobody's. */
  private synchronized @Nullable Runnable nextWaiting() {
    var first = taken > places ? null : line.poll();
    if (first == null) {
      taken--;
      return null;
    }
    return first.granted();
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    timedOutNow().forEach(Runnable::run);
    return RESOLUTION;
  }

  private synchronized List<Runnable> timedOutNow() {
    var late = new ArrayList<Runnable>();
    long now = System.nanoTime();
    for (var first = line.peek();
        first != null && now - first.sinceNanos() >= limitNanos;
        first = line.peek()) {
      late.add(line.remove().timedOut());
    }
    return late;
  }

  /** Changes how many run at once; those that run go on. */
  void places(int number) {
    startableWith(number).forEach(Runnable::run);
  }

  /** Taken all at once, so that nobody who comes meanwhile overtakes them. */
  private synchronized List<Runnable> startableWith(int number) {
    places = number;
    var startable = new ArrayList<Runnable>();
    for (; taken < places && !line.isEmpty(); taken++) {
      startable.add(line.remove().granted());
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
