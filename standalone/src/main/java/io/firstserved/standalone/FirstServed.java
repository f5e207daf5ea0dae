package io.firstserved.standalone;

import io.firstserved.standalone.system.StartFailedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./first-served}. */
@Command(
    name = "first-served",
    description = "Hands out coupons first come, first served, and proves it afterwards.",
    mixinStandardHelpOptions = true,
    version = "First Served 0.2.0",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      StatusCommand.class,
      DownCommand.class,
      AuditCommand.class,
      ReplayCommand.class,
      AcceptLogCommand.class,
      TokenCommand.class
    })
public final class FirstServed implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit status: 0 good, 1 failed, 2 wrongly called. */
  public static int run(String... arguments) {
    return new CommandLine(new FirstServed())
        .setExecutionExceptionHandler(FirstServed::explain)
        .setOverwrittenOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  @Override
  public void run() {
    var command = java.util.Objects.requireNonNull(spec).commandLine();
    throw new ParameterException(command, "Which command? See below.");
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof StartFailedException) {
      command.getErr().println(failure.getMessage());
      return 1;
    }
    throw failure;
  }
}
