package io.firstserved.query.audit.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Runs the stand-alone verifier, where there is a Python 3 to run it. */
public final class Verifier {

  private static final Path FOLDER = Path.of("verifier");

  private Verifier() {}

  /** What it said. */
  public record Outcome(int status, String output) {}

  public static Outcome run(byte[] bundle, String... options)
      throws IOException, InterruptedException {
    return python(bundle, FOLDER.resolve("verify_bundle.py"), options);
  }

  /** One byte changed at each of many places, of every kind; the places where nobody noticed. */
  public static List<String> acceptedChanges(byte[] bundle)
      throws IOException, InterruptedException {
    var outcome = python(bundle, FOLDER.resolve("change_every_byte.py"));
    if (outcome.status() != 0) {
      throw new IllegalStateException(outcome.output());
    }
    return outcome.output().lines().toList();
  }

  private static Outcome python(byte[] bundle, Path script, String... options)
      throws IOException, InterruptedException {
    var file = Files.createTempFile("bundle-", ".ndjson");
    try {
      Files.write(file, bundle);
      var command = new ArrayList<>(List.of("python3", "-B", script.toString(), file.toString()));
      command.addAll(List.of(options));
      return start(command);
    } finally {
      Files.delete(file);
    }
  }

  private static Outcome start(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noPython) {
      return Assumptions.abort("no python3 here: " + noPython.getMessage());
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
