package io.firstserved.standalone;

import io.firstserved.standalone.audit.AuditClient;
import io.firstserved.standalone.audit.ProgressBar;
import io.firstserved.standalone.audit.Verdict;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.system.Terminal;
import java.nio.file.Path;
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
    var system =
        Description.read(data.folder())
            .filter(description -> data.folder().supervisor().isPresent())
            .orElseThrow(
                () ->
                    new StartFailedException(
                        "Not running on "
                            + data.folder().root()
                            + ": start it by ./first-served up"));
    var client = new AuditClient(system, Secrets.of(data.folder()));
    var bar = new ProgressBar(Terminal.standard(), !json);
    var audit = client.run(campaign, source.name(), history, bar::show);
    bar.clear();
    var verdict = new Verdict(audit);
    Terminal.standard().say(json ? audit.toPrettyString() : verdict.text());
    if (export != null && verdict.exitStatus() == 0) {
      client.export(audit.path("id").asText(), export);
      Terminal.standard().say("Proof bundle: " + export);
    }
    return verdict.exitStatus();
  }
}
