package io.firstserved.query.transparency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The verifier in Go, on libraries written by others, where there is a Go to build it. */
final class GoVerifier {

  private static final Path SOURCE = Path.of("verifier", "go").toAbsolutePath();
  private static final long BUILD_LIMIT_SECONDS = 120;

  private final Path program;

  private GoVerifier(Path program) {
    this.program = program;
  }

  /** What it said. */
  record Outcome(int status, String output) {}

  static GoVerifier build(Path folder) throws IOException, InterruptedException {
    var program = folder.resolve("verify-log");
    var built = run(List.of(go(), "build", "-o", program.toString(), "."), SOURCE);
    Assumptions.assumeTrue(
        built.status() == 0, () -> "the verifier cannot be built here: " + built.output());
    return new GoVerifier(program);
  }

  private static String go() {
    return Files.isExecutable(Path.of("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go";
  }

  Outcome verify(String url, String... options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(options));
    command.add(url);
    return run(command, program.getParent());
  }

  private static Outcome run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    Process process;
    try {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("GOTOOLCHAIN", "local");
      process = builder.redirectErrorStream(true).start();
    } catch (IOException noGo) {
      return Assumptions.abort("no Go here: " + noGo.getMessage());
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(BUILD_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Outcome(process.waitFor(), output);
  }
}
