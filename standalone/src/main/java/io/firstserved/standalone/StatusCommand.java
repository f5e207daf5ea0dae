package io.firstserved.standalone;

import io.firstserved.standalone.system.Status;
import io.firstserved.standalone.system.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what runs. */
@Command(
    name = "status",
    description = {
      "Show what runs, where, how healthy it is and how far the read model is behind.",
      "Exit status: 0 everything runs, 1 a part is missing, 3 nothing runs."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    return new Status(data.folder(), Terminal.standard()).show();
  }
}
