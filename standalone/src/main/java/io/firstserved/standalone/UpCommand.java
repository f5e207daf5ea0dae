package io.firstserved.standalone;

import io.firstserved.standalone.system.Detached;
import io.firstserved.standalone.system.Supervisor;
import io.firstserved.standalone.system.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the whole system and keeps it running. */
@Command(
    name = "up",
    description = "Start the whole system on real servers; Ctrl-C stops it.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();
  @Mixin private UpOptions options = new UpOptions();

  @Option(names = "--detach", description = "Return once everything is ready; it goes on running")
  private boolean detach;

  @Override
  public Integer call() throws InterruptedException {
    return detach ? detached(data, options) : attached();
  }

  /** Starts the system in a process of its own. */
  static int detached(DataOption data, UpOptions options) {
    var arguments = new ArrayList<>(List.of("up", "--data", data.folder().root().toString()));
    arguments.addAll(options.repeated());
    return Detached.start(data.folder(), arguments, Terminal.standard());
  }

  private int attached() throws InterruptedException {
    var terminal = Terminal.standard();
    var supervisor = new Supervisor(data.folder(), options.blueprint(data.folder()), terminal);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (supervisor.close()) {
                    terminal.say("Stopped.");
                  }
                },
                "stop-everything"));
    terminal.say(NextSteps.after(supervisor.start(), data.repeated()));
    supervisor.awaitStop();
    return 0;
  }
}
