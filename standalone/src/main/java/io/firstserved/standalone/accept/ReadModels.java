package io.firstserved.standalone.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.replay.ReplayClient;
import io.firstserved.standalone.replay.ReplayWatch;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rebuilds the read models that hold events which are void now. */
public final class ReadModels {

  /** The query side compares its positions with the log every second. */
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(15);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  private final LogClient log;
  private final Description system;
  private final Secrets secrets;
  private final Terminal terminal;

  /** Those of a running system. */
  public ReadModels(LogClient log, Description system, Secrets secrets, Terminal terminal) {
    this.log = log;
    this.system = system;
    this.secrets = secrets;
    this.terminal = terminal;
  }

  /**
   * Rebuilds one after the other, and shows each step. Leaving does not stop the present one.
   *
   * @param incarnation what was accepted; before the query side knows of it, nothing is void there
   * @return whether each was rebuilt that had to be
   */
  public boolean rebuild(long incarnation) throws InterruptedException {
    var projections = settled(incarnation);
    if (!areOf(incarnation, projections)) {
      terminal.say("The query side has not noticed incarnation " + incarnation + " yet.");
      return false;
    }
    boolean whole = true;
    for (var projection : diverged(projections)) {
      var client = new ReplayClient(system, secrets, projection);
      var end = new ReplayWatch(client, terminal).follow(client.start(true));
      terminal.say(ReplayWatch.words(end));
      whole &= !end.path("status").asText().equals("CANCELLED");
    }
    return whole;
  }

  /** As they are when all go on by themselves that can. */
  private JsonNode settled(long incarnation) throws InterruptedException {
    var deadline = Instant.now().plus(SETTLE_LIMIT);
    var seen = log.projections();
    while (!(areOf(incarnation, seen) && diverged(seen).isEmpty())
        && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL_INTERVAL);
      seen = log.projections();
    }
    return seen;
  }

  private static boolean areOf(long incarnation, JsonNode projections) {
    for (var projection : projections) {
      if (projection.path("logIncarnation").asLong() < incarnation) {
        return false;
      }
    }
    return true;
  }

  /** Those that have not gone on by themselves: they have taken events that are void. */
  private static List<String> diverged(JsonNode projections) {
    var names = new ArrayList<String>();
    for (var projection : projections) {
      if (projection.path("state").asText().equals("LOG_DIVERGED")) {
        names.add(projection.path("name").asText());
      }
    }
    return names;
  }
}
