package io.firstserved.command.gate.redis;

import io.firstserved.loop.LoopBody;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;

/**
 * Fails answers that do not come in time, up to 5 ms late. Thread-safe; one of the supervised
 * loops.
 *
 * <p>A virtual thread that waits with a time limit of its own starts and cancels a timer; at
 * thousands of calls a second that was an eighth of the node's CPU. Calls of one limit fall due in
 * the order in which they were made, so one queue per limit and one look at its head do.
 */
final class CallTimeouts implements LoopBody {

  private static final Duration RESOLUTION = Duration.ofMillis(5);

  private record Waiting(long deadlineNanos, CompletableFuture<?> answer) {
    boolean isOver(long now) {
      return answer.isDone() || deadlineNanos - now <= 0;
    }
  }

  private final Map<Duration, Queue<Waiting>> byLimit = new ConcurrentHashMap<>();

  /** Fails the answer with a {@link TimeoutException} unless it comes within the limit. */
  void watch(CompletableFuture<?> answer, Duration limit) {
    byLimit
        .computeIfAbsent(limit, first -> new ConcurrentLinkedQueue<>())
        .add(new Waiting(System.nanoTime() + limit.toNanos(), answer));
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    byLimit.values().forEach(CallTimeouts::fail);
    return RESOLUTION;
  }

  private static void fail(Queue<Waiting> waiting) {
    var now = System.nanoTime();
    for (var next = waiting.peek(); next != null && next.isOver(now); next = waiting.peek()) {
      waiting.remove();
      next.answer().completeExceptionally(new TimeoutException());
    }
  }
}
