package io.firstserved.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.ProgressBar;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.system.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Follows a rebuild until it ends: by a bar for a person, by a line a second for a file. */
public final class ReplayWatch {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(1);

  /** How long to go on asking a query side that does not answer: a restart takes 30 s. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(120);

  private static final Set<String> OVER = Set.of("CANCELLED", "SWAPPED", "COMPLETED");
  private static final long TENTHS_OF_PERCENT = 1_000;

  private final ReplayClient client;
  private final Terminal terminal;
  private final ProgressBar bar;
  private Instant nextLine = Instant.MIN;
  private Instant lastAnswer = Instant.now();

  /** A watch. */
  public ReplayWatch(ReplayClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
    this.bar = new ProgressBar(terminal, true);
  }

  /** Follows it from here to its end, which it returns; shows each step. */
  public JsonNode follow(JsonNode first) throws InterruptedException {
    var replay = first;
    while (!OVER.contains(replay.path("status").asText())) {
      show(replay);
      Thread.sleep(POLL_INTERVAL);
      replay = latest(replay);
    }
    bar.clear();
    return replay;
  }

  /** A node that is restarted carries the rebuild on, so silence is not its end. */
  private JsonNode latest(JsonNode before) throws InterruptedException {
    try {
      var replay = client.latest();
      lastAnswer = Instant.now();
      return replay;
    } catch (StartFailedException silent) {
      if (Duration.between(lastAnswer, Instant.now()).compareTo(SILENCE_LIMIT) > 0) {
        throw silent;
      }
      return before;
    }
  }

  private void show(JsonNode replay) {
    if (bar.isVisible()) {
      long done = Math.round(replay.path("percent").asDouble() * TENTHS_OF_PERCENT / 100);
      bar.show(done, TENTHS_OF_PERCENT, words(replay));
    } else if (!Instant.now().isBefore(nextLine)) {
      terminal.say(words(replay));
      nextLine = Instant.now().plus(LINE_INTERVAL);
    }
  }

  /** A rebuild in one line: percent, events, rate, and what hinders it. */
  public static String words(JsonNode replay) {
    var line =
        String.format(
            Locale.ROOT,
            "%s %s: %.1f %%, %,d of %,d events, %,d events/s",
            replay.path("projection").asText(),
            replay.path("status").asText(),
            replay.path("percent").asDouble(),
            replay.path("events").asLong(),
            replay.path("totalEvents").asLong(),
            replay.path("eventsPerSecond").asLong());
    var fault = replay.path("fault").asText("");
    return fault.isEmpty() || fault.equals("null") ? line : line + ", hindered by: " + fault;
  }
}
