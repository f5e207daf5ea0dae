package io.firstserved.standalone.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often one part may be started again: at most {@value #RESTARTS} times within {@link #WINDOW}.
 * What dies that often needs a person; what dies now and then, for years, does not. Not
 * thread-safe.
 */
final class RestartLimit {

  static final int RESTARTS = 10;

  /** Ten failing starts, with the pauses between them, take less on an idle machine. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private final Deque<Instant> restarts = new ArrayDeque<>();

  /**
   * Counts a restart.
   *
   * @return which one it is within the window, from 1; more than {@link #RESTARTS} if it may not be
   */
  int next(Instant now) {
    while (!restarts.isEmpty() && restarts.getFirst().plus(WINDOW).isBefore(now)) {
      restarts.removeFirst();
    }
    restarts.addLast(now);
    return restarts.size();
  }
}
