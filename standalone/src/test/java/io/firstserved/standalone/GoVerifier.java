package io.firstserved.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The verifier in Go, on libraries written by others, where there is a Go to build it. */
final class GoVerifier {

  private static final Path SOURCE =
      Path.of("..", "query-side", "verifier", "go").toAbsolutePath().normalize();

  private final Path program;

  GoVerifier(Path folder) throws IOException, InterruptedException {
    program = folder.resolve("verify-log");
    var built = run(List.of(go(), "build", "-o", program.toString(), "."));
    Assumptions.assumeTrue(
        built.status() == 0, () -> "the verifier cannot be built here: " + built.output());
  }

  private static String go() {
    return Files.isExecutable(Path.of("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go";
  }

  Run verify(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      var builder = new ProcessBuilder(command).directory(SOURCE.toFile());
      builder.environment().put("GOTOOLCHAIN", "local");
      process = builder.redirectErrorStream(true).start();
    } catch (IOException noGo) {
      return Assumptions.abort("no Go here: " + noGo.getMessage());
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
