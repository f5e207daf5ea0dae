package io.firstserved.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits until a process that was started does its work. */
public final class Readiness {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final int LOG_LINES_SHOWN = 15;

  private Readiness() {}

  /** A question to a server; throwing means not yet. */
  @FunctionalInterface
  public interface Probe {
    /** Whether the server is ready. */
    boolean isReady() throws Exception;
  }

  /**
   * Waits until the probe says yes.
   *
   * @throws ServerStartException when the process ends or the time is over; the message holds the
   *     end of the process's log
   */
  public static void await(ChildProcess process, Duration limit, Probe probe) {
    var deadline = System.nanoTime() + limit.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw failure(process, process.name() + " ended while starting", last);
      }
      try {
        if (probe.isReady()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    throw failure(
        process, process.name() + " was not ready after " + limit.toSeconds() + " s", last);
  }

  private static ServerStartException failure(
      ChildProcess process, String what, @Nullable Exception cause) {
    return new ServerStartException(
        what + "; the end of " + process.log() + ":\n" + tail(process.log()), cause);
  }

  private static String tail(Path log) {
    try {
      var lines =
          Files.readString(log, StandardCharsets.ISO_8859_1)
              .lines()
              .filter(line -> !line.startsWith("\tat "))
              .toList();
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
