package io.firstserved.standalone.system;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts again what ended without being asked to, as often as {@link RestartLimit} allows; then it
 * gives up on that part and says so.
 */
final class ProcessWatch {

  /** Doubles with each restart, up to the maximum: a port may still be held for a moment. */
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);

  private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  private final Terminal terminal;
  private volatile boolean ended;

  ProcessWatch(Terminal terminal) {
    this.terminal = terminal;
  }

  /** From now on, until {@link #end()}. */
  void over(Watched part) {
    watch(part, new RestartLimit());
  }

  /** From now on nothing is started again. */
  void end() {
    ended = true;
  }

  private void watch(Watched part, RestartLimit restarts) {
    part.process()
        .onExit()
        .thenAccept(
            status ->
                Thread.ofVirtual()
                    .name("restart " + part.name())
                    .start(() -> startAgain(part, status, restarts)));
  }

  private void startAgain(Watched part, int status, RestartLimit restarts) {
    if (ended) {
      return;
    }
    int restart = restarts.next(Instant.now());
    if (restart > RestartLimit.RESTARTS) {
      terminal.say(
          part.name()
              + " ended (status "
              + status
              + ") and is left alone: "
              + RestartLimit.RESTARTS
              + " restarts within "
              + RestartLimit.WINDOW.toMinutes()
              + " min did not help. Its log: "
              + part.process().log());
      return;
    }
    terminal.say(
        part.name()
            + " ended (status "
            + status
            + "); starting it again ("
            + restart
            + " of "
            + RestartLimit.RESTARTS
            + ")");
    LockSupport.parkNanos(backoff(restart).toNanos());
    attempt(part, restarts);
  }

  private void attempt(Watched part, RestartLimit restarts) {
    if (ended) {
      return;
    }
    try {
      part.startAgain();
      terminal.say(part.name() + " is ready again");
    } catch (RuntimeException e) {
      terminal.say(part.name() + " did not start: " + e.getMessage());
      part.process().kill();
    }
    watch(part, restarts);
  }

  private static Duration backoff(int restart) {
    var backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(restart - 1, 10));
    return backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF;
  }
}
