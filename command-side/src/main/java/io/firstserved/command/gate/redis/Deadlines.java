package io.firstserved.command.gate.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Fails answers that do not come in time, up to 5 ms late. Thread-safe.
 *
 * <p>A virtual thread that waits with a time limit of its own starts and cancels a timer; at
 * thousands of calls a second that was an eighth of the node's CPU. Calls of one limit fall due in
 * the order in which they were made, so one queue per limit and one look at its head do.
 */
final class Deadlines implements AutoCloseable {

  private static final Duration RESOLUTION = Duration.ofMillis(5);

  private record Waiting(long deadlineNanos, CompletableFuture<?> answer) {
    boolean isOver(long now) {
      return answer.isDone() || deadlineNanos - now <= 0;
    }
  }

  private final Map<Duration, Queue<Waiting>> byLimit = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private final Thread thread =
      Thread.ofPlatform().name("gate-redis-deadlines").daemon().unstarted(this::run);

  Deadlines() {
    thread.start();
  }

  /** Fails the answer with a {@link TimeoutException} unless it comes within the limit. */
  void watch(CompletableFuture<?> answer, Duration limit) {
    if (closed) {
      answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    byLimit
        .computeIfAbsent(limit, first -> new ConcurrentLinkedQueue<>())
        .add(new Waiting(System.nanoTime() + limit.toNanos(), answer));
  }

  private void run() {
    while (!closed || byLimit.values().stream().anyMatch(waiting -> !waiting.isEmpty())) {
      LockSupport.parkNanos(RESOLUTION.toNanos());
      byLimit.values().forEach(Deadlines::fail);
    }
  }

  private static void fail(Queue<Waiting> waiting) {
    var now = System.nanoTime();
    for (var next = waiting.peek(); next != null && next.isOver(now); next = waiting.peek()) {
      waiting.remove();
      next.answer().completeExceptionally(new TimeoutException());
    }
  }

  /** Ends the thread once everything that it watches is over; a later answer has its own timer. */
  @Override
  public void close() {
    closed = true;
  }
}
