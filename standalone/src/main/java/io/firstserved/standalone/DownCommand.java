package io.firstserved.standalone;

import io.firstserved.standalone.system.Shutdown;
import io.firstserved.standalone.system.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything that {@code up} started, and nothing else. */
@Command(
    name = "down",
    description = "Stop everything that up started, and nothing else; data stays.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    var stopped = Shutdown.of(data.folder());
    Terminal.standard()
        .say(
            stopped.isEmpty()
                ? "Nothing was running on " + data.folder().root()
                : "Stopped: " + String.join(", ", stopped));
    return 0;
  }
}
