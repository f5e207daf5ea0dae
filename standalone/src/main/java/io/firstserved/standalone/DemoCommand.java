package io.firstserved.standalone;

import io.firstserved.standalone.demo.Demo;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.system.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows in a minute what the system is for. */
@Command(
    name = "demo",
    description = {
      "A campaign of 1,000 coupons, 3,000 buyers at once, and the proof.",
      "Starts the system if it does not run, and leaves it running."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();
  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws InterruptedException {
    if (data.folder().supervisor().isEmpty()) {
      int status = UpCommand.detached(data, options);
      if (status != 0) {
        return status;
      }
    }
    var system =
        Description.read(data.folder())
            .orElseThrow(
                () -> new StartFailedException("The system is still starting: try again."));
    var terminal = Terminal.standard();
    int verdict = new Demo(system, Secrets.known(data.folder()), terminal).run();
    terminal.say("The system goes on running; stop it by ./first-served down" + data.repeated());
    return verdict;
  }
}
