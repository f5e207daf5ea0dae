package io.firstserved.standalone.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * HAProxy and Prometheus in front of and behind a highly available system, where they are
 * installed. The script {@code docker/beside} knows how: it uses the files that Compose mounts.
 *
 * @param folder the system's folder; the script keeps its files in {@code beside}
 */
record Beside(DataFolder folder) {

  /** Longest wait for the script, which itself waits a few seconds for each program. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Starts what is installed and returns what the script says about it. */
  String up(Blueprint blueprint) {
    return run(
        "up",
        Map.of(
            "COMMAND_NODES", addresses(blueprint.commandPorts()),
            "QUERY_NODES", addresses(blueprint.queryPorts()),
            "REDIS_NODES", addresses(blueprint.redisPorts())));
  }

  /** Ends what {@link #up} started, also in an earlier life of the supervisor. */
  void down() {
    if (Files.isDirectory(files())) {
      run("down", Map.of());
    }
  }

  private String run(String action, Map<String, String> environment) {
    var program = Application.home().resolve("docker/beside");
    try {
      Files.createDirectories(files());
      var output = files().resolve("beside.log");
      var builder =
          new ProcessBuilder(List.of(program.toString(), action, "--data", files().toString()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      var script = builder.start();
      if (!script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        script.destroyForcibly();
        return "HAProxy and Prometheus: no answer within " + LIMIT.toSeconds() + " s";
      }
      return Files.readString(output, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "HAProxy and Prometheus are left out: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private Path files() {
    return folder.root().resolve("beside");
  }

  private static String addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(" "));
  }
}
