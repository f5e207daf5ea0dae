package io.firstserved.standalone;

import io.firstserved.standalone.audit.AuditClient;
import io.firstserved.standalone.audit.Verdict;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.system.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays the log and says whether the promises were kept. */
@Command(
    name = "audit",
    description = {
      "Replay the log and say whether every promise was kept.",
      "Exit status: 0 proven, 2 violated, 3 incomplete."
    },
    mixinStandardHelpOptions = true)
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

  @Override
  public Integer call() throws InterruptedException {
    var system =
        Description.read(data.folder())
            .filter(description -> data.folder().supervisor().isPresent())
            .orElseThrow(
                () ->
                    new StartFailedException(
                        "Not running on "
                            + data.folder().root()
                            + ": start it by ./first-served up"));
    var audit =
        new AuditClient(system, Secrets.of(data.folder()))
            .run(campaign, source.name().toUpperCase(Locale.ROOT));
    var verdict = new Verdict(audit);
    Terminal.standard().say(json ? audit.toPrettyString() : verdict.text());
    return verdict.exitStatus();
  }
}
