package io.firstserved.command.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One command's events on their way into the log: all of them or none, next to each other. Shared
 * by the command's thread, which waits, and the writer, which takes and answers it.
 */
final class Append {

  private final List<EventRow> rows;
  private final int bytes;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CompletableFuture<Long> answer = new CompletableFuture<>();

  Append(List<EventRow> rows) {
    this.rows = List.copyOf(rows);
    this.bytes = rows.stream().mapToInt(EventRow::bytes).sum();
  }

  List<EventRow> rows() {
    return rows;
  }

  int bytes() {
    return bytes;
  }

  /** Whether it is to be undone again instead of committed. */
  boolean rehearsal() {
    return rows.stream().anyMatch(EventRow::rehearsal);
  }

  /** Claims it for the writer; false if its command has given up. Nothing is stored before. */
  boolean take() {
    return decided.compareAndSet(false, true);
  }

  void stored(long lastIndex) {
    answer.complete(lastIndex);
  }

  void failed(RuntimeException reason) {
    answer.completeExceptionally(reason);
  }

  boolean answered() {
    return answer.isDone();
  }

  /**
   * Waits for the writer's answer.
   *
   * @return global index of the last of its events
   * @throws AppendRefusedException a guard of the log spoke; nothing is stored
   * @throws LogUnavailableException the log could not be written, or the limit passed
   */
  long await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          giveUpUnlessTaken(e);
        }
      }
    } catch (TimeoutException e) {
      giveUpUnlessTaken(e);
      throw new LogUnavailableException.OutcomeUnknown(e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUpUnlessTaken(Exception why) {
    if (decided.compareAndSet(false, true)) {
      throw new LogUnavailableException.Failed(why);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    return cause instanceof RuntimeException refusal
        ? refusal
        : new LogUnavailableException.Failed(new IllegalStateException(cause));
  }
}
