package io.firstserved.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.accept.LogClient;
import io.firstserved.standalone.accept.ReadModels;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.system.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Accepts a log that has lost its end. */
@Command(
    name = "accept-log",
    description = {
      "Accept a log that has lost its end (LOG_DIVERGED): what was sold in the lost part is void.",
      "Begins another incarnation of the log, rebuilds the read models that hold void events, and",
      "writes the lost events to lost-INCARNATION.ndjson: the buyers to be told.",
      "Interrupted, call it again: it goes on with what is left. Nothing brings the lost part back",
      "afterwards; first read docs/operating/runbooks/log-diverged.md.",
      "Exit status: 0 done, 1 refused, or something is left."
    },
    mixinStandardHelpOptions = true)
final class AcceptLogCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--first-index",
      paramLabel = "F",
      description = {
        "Begin the incarnation here: from F on, what was relayed before is void",
        "(default: after the last event that log and topic have in common)"
      })
  private @Nullable Long firstIndex;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record in the log; at most 500 characters")
  private String reason = "";

  @Option(
      names = "--lost",
      paramLabel = "FILE",
      description = "Where to write the lost events (default: lost-INCARNATION.ndjson)")
  private @Nullable Path lost;

  @Option(names = "--yes", description = "Do not ask")
  private boolean yes;

  @Override
  public Integer call() throws InterruptedException {
    var system = data.runningSystem();
    var secrets = Secrets.known(data.folder());
    var client = new LogClient(system, secrets);
    var terminal = Terminal.standard();
    var log = client.log();
    if (!isAccepted(log)) {
      if (!isWanted(log, terminal)) {
        return 1;
      }
      log = accepted(client, log, terminal);
    }
    var readModels = new ReadModels(client, system, secrets, terminal);
    var whole = readModels.rebuild(present(log).path("incarnation").asLong());
    save(client, log, terminal);
    terminal.say("Now audit: ./first-served audit" + data.repeated());
    return whole ? 0 : 1;
  }

  private static JsonNode present(JsonNode log) {
    return log.path("incarnations").path(log.path("incarnations").size() - 1);
  }

  /** Whether all that is left is on the query side. */
  private static boolean isAccepted(JsonNode log) {
    var same = log.path("divergence").isNull();
    if (same && present(log).path("incarnation").asLong() == 0) {
      throw new StartFailedException("Nothing contradicts the log: there is nothing to accept.");
    }
    return same && !present(log).path("recordedAt").isNull();
  }

  private String question(JsonNode log) {
    return String.format(
        Locale.ROOT,
        "%s%nThe log ends at event %d. To accept it voids every event from %d on that was relayed"
            + " before.",
        log.path("divergence").asText(),
        log.path("head").asLong(),
        firstIndex == null ? log.path("firstIndex").asLong() : firstIndex);
  }

  /** That a begun incarnation is recorded need not be asked for. */
  private boolean isWanted(JsonNode log, Terminal terminal) {
    if (log.path("divergence").isNull()) {
      return true;
    }
    terminal.say(question(log));
    return yes || isSaid();
  }

  private static boolean isSaid() {
    var console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new StartFailedException("Nobody to ask: say --yes if you want it.");
    }
    return "yes".equals(console.readLine("Accept it? Type yes: "));
  }

  private JsonNode accepted(LogClient client, JsonNode log, Terminal terminal)
      throws InterruptedException {
    var begun = client.accept(log.path("head").asLong(), firstIndex, reason);
    terminal.say(
        String.format(
            Locale.ROOT,
            "Incarnation %d of the log begins at event %d; recorded by event %d.",
            begun.path("incarnation").asLong(),
            begun.path("firstIndex").asLong(),
            begun.path("recordedAt").asLong()));
    return client.log();
  }

  private void save(LogClient client, JsonNode log, Terminal terminal) throws InterruptedException {
    long incarnation = present(log).path("incarnation").asLong();
    var file = lost == null ? Path.of("lost-" + incarnation + ".ndjson") : lost;
    long events = client.lost(incarnation, file.toAbsolutePath());
    terminal.say(String.format(Locale.ROOT, "%,d lost events: %s", events, file.toAbsolutePath()));
  }
}
