package io.firstserved.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.audit.AuditAnswer;
import io.firstserved.standalone.audit.AuditClient;
import io.firstserved.standalone.system.ProgressBar;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays the log and says whether the promises were kept. */
@Command(
    name = "audit",
    description = {
      "Replay the log and say whether every promise was kept.",
      "Exit status: 0 proven, 2 violated, 3 incomplete."
    },
    mixinStandardHelpOptions = true,
    // 2 means violated.
    exitCodeOnInvalidInput = 1)
final class AuditCommand implements Callable<Integer> {

  /** What is replayed. */
  enum Source {
    LOG,
    KAFKA,
    BOTH
  }

  /** A bundle needs a log that is sealed to its end; the sealer comes by every second. */
  private static final Duration SEAL_INTERVAL = Duration.ofSeconds(1);

  private static final int SEAL_ATTEMPTS = 10;

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--campaign", paramLabel = "ID", description = "Only this one (default: all)")
  private @Nullable String campaign;

  @Option(names = "--source", description = "log, kafka or both (default)")
  private Source source = Source.BOTH;

  @Option(names = "--json", description = "The whole audit as JSON")
  private boolean json;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = {
        "Compare recorded answers with the log: one JSON object per line,",
        "{userId, campaignId, status, couponId?, serial?, reason?}"
      })
  private @Nullable Path history;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Save the proof bundle of the campaign, if it is proven; needs --campaign")
  private @Nullable Path export;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (export != null && campaign == null) {
      throw new CommandLine.ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(), "--export needs --campaign.");
    }
    var system = data.runningSystem();
    var client = new AuditClient(system, Secrets.known(data.folder()));
    var bar = new ProgressBar(Terminal.standard(), !json);
    var audit = client.run(campaign, source.name(), history, shown -> show(shown, bar));
    for (int attempt = 1; attempt < SEAL_ATTEMPTS && mayBeExportedSoon(audit); attempt++) {
      Thread.sleep(SEAL_INTERVAL);
      audit = client.run(campaign, source.name(), history, shown -> show(shown, bar));
    }
    bar.clear();
    var verdict = new AuditAnswer(audit);
    Terminal.standard().say(json ? audit.toPrettyString() : verdict.text());
    if (export != null && verdict.exitStatus() == 0) {
      client.export(audit.path("id").asText(), export);
      Terminal.standard().say("Proof bundle: " + export);
    }
    return verdict.exitStatus();
  }

  private boolean mayBeExportedSoon(JsonNode audit) {
    var figures = audit.path("figures");
    return export != null
        && audit.path("verdict").asText().equals("PROVEN")
        && figures.path("sealedUpTo").asLong() < figures.path("head").asLong();
  }

  private static void show(JsonNode audit, ProgressBar bar) {
    long checked = audit.path("progress").path("checked").asLong();
    long head = audit.path("progress").path("head").asLong();
    bar.show(checked, head, String.format(Locale.ROOT, "%,d of %,d events", checked, head));
  }
}
