package io.firstserved.query.audit.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  /** The same, of a bundle that is to continue another. */
  public static Outcome runAfter(byte[] earlier, byte[] later, String... options)
      throws IOException, InterruptedException {
    var file = Files.createTempFile("previous-", ".ndjson");
    try {
      Files.write(file, earlier);
      return run(
          later,
          Stream.concat(Stream.of("--previous", file.toString()), Stream.of(options))
              .toArray(String[]::new));
    } finally {
      Files.delete(file);
    }
  }

  /** A bundle, and whose signature it has. */
  public record Forged(byte[] bundle, String key) {}

  /** The bundle with its last event made one of another kind, sealed and signed anew. */
  public static Forged forged(byte[] bundle, String kind) throws IOException, InterruptedException {
    var file = Files.createTempFile("forged-", ".ndjson");
    try {
      Files.write(file, bundle);
      var script = FOLDER.resolve("forge_bundle.py").toString();
      var outcome = start(List.of("python3", "-B", script, file.toString(), kind));
      if (outcome.status() != 0) {
        throw new IllegalStateException(outcome.output());
      }
      return new Forged(Files.readAllBytes(file), outcome.output().strip());
    } finally {
      Files.delete(file);
    }
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
