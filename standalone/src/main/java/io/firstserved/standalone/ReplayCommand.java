package io.firstserved.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.replay.ReplayClient;
import io.firstserved.standalone.replay.ReplayWatch;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rebuilds a read model from the events. */
@Command(
    name = "replay",
    description = {
      "Rebuild a projection from the first event, and show how far it is.",
      "Reads go on meanwhile. Leaving this command does not stop the rebuild.",
      "Exit status: 0 rebuilt, or what was asked is done; 1 it was cancelled or is refused."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "PROJECTION", description = "campaigns, coupons or timeline")
  private String projection = "";

  @ArgGroup private Instead instead = new Instead();

  /** What may be asked for instead of carrying on. */
  static final class Instead {
    @Option(
        names = "--fresh",
        description = "Begin anew, even if a cancelled rebuild could be carried on")
    private boolean fresh;

    @Option(
        names = "--cancel",
        description = "Stop the rebuild where it is; replay again carries it on")
    private boolean cancel;

    @Option(names = "--show", description = "Only show how far the latest rebuild is")
    private boolean show;
  }

  @Override
  public Integer call() throws InterruptedException {
    var system = data.runningSystem();
    var client = new ReplayClient(system, Secrets.known(data.folder()), projection);
    var terminal = Terminal.standard();
    if (instead.cancel || instead.show) {
      terminal.say(ReplayWatch.words(instead.cancel ? client.cancel() : client.latest()));
      return 0;
    }
    var end = new ReplayWatch(client, terminal).follow(client.start(instead.fresh));
    terminal.say(said(end));
    return end.path("status").asText().equals("CANCELLED") ? 1 : 0;
  }

  private static String said(JsonNode replay) {
    if (replay.path("finishedAt").isNull()) {
      return ReplayWatch.words(replay);
    }
    var took =
        Duration.between(
            Instant.parse(replay.path("startedAt").asText()),
            Instant.parse(replay.path("finishedAt").asText()));
    return String.format(
        Locale.ROOT,
        "%s rebuilt: 100 %%, %,d events in %s",
        replay.path("projection").asText(),
        replay.path("events").asLong(),
        Terminal.seconds(took));
  }
}
