package io.firstserved.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firstserved.servers.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The short form of the fault matrix ({@code loadtest/faults}): four faults on a whole system. */
class FaultMatrixIT {

  /** Draws the four; another one draws others. */
  private static final String SEED = System.getProperty("first-served.faults.seed", "17");

  @Test
  void keepsEveryPromiseWhileSomethingBreaks() throws Exception {
    assumeTrue(hasPython(), "no python3 here: the fault matrix was not run");
    var folder = TestServers.newFolder("fault-matrix");
    var process =
        new ProcessBuilder(
            home().resolve("loadtest/faults").toString(),
            "--short",
            "--seed",
            SEED,
            "--report",
            folder.resolve("report").toString());
    process.environment().put("FIRST_SERVED_LAUNCHER", launcher(folder).toString());
    var running = process.redirectErrorStream(true).start();
    var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(running.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(line -> line.startsWith("ok "))).as(output).hasSize(4);
  }

  /** {@code ./first-served} would build what is just being tested. */
  private static Path launcher(Path folder) throws IOException {
    var command = Run.command().stream().map(word -> "'" + word + "'");
    var script = "#!/bin/sh\nexec " + command.collect(Collectors.joining(" ")) + " \"$@\"\n";
    Files.createDirectories(folder);
    var file = Files.writeString(folder.resolve("first-served"), script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static boolean hasPython() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
  }

  private static Path home() {
    return Path.of(System.getProperty("first-served.home")).toAbsolutePath().normalize();
  }
}
