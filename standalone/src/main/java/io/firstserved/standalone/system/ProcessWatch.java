package io.firstserved.standalone.system;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts again what ended without being asked to. After {@value #RESTART_LIMIT} restarts in one run
 * of the system it gives up on that part and says so: what dies that often needs a person.
 */
final class ProcessWatch {

  private static final int RESTART_LIMIT = 10;

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
    watch(part, new AtomicInteger());
  }

  /** From now on nothing is started again. */
  void end() {
    ended = true;
  }

  private void watch(Watched part, AtomicInteger restarts) {
    part.process()
        .onExit()
        .thenAccept(
            status ->
                Thread.ofVirtual()
                    .name("restart " + part.name())
                    .start(() -> startAgain(part, status, restarts)));
  }

  private void startAgain(Watched part, int status, AtomicInteger restarts) {
    if (ended) {
      return;
    }
    int restart = restarts.incrementAndGet();
    if (restart > RESTART_LIMIT) {
      terminal.say(
          part.name()
              + " ended (status "
              + status
              + ") and is left alone: "
              + RESTART_LIMIT
              + " restarts did not help. Its log: "
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
            + RESTART_LIMIT
            + ")");
    LockSupport.parkNanos(backoff(restart).toNanos());
    attempt(part, restarts);
  }

  private void attempt(Watched part, AtomicInteger restarts) {
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
