package io.firstserved.standalone.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lays out Prometheus's configuration as it lies in the container, with this machine's targets. */
final class PrometheusFiles {

  private final Path root;

  PrometheusFiles(DataFolder folder) {
    this.root = folder.of("prometheus").data();
  }

  List<String> command(Path program, Blueprint blueprint, int proxyMetricsPort) {
    var etc = root.resolve("etc/prometheus");
    try {
      Files.createDirectories(etc.resolve("targets"));
      copy(Application.home().resolve("docker/prometheus/prometheus.yml"), etc);
      copyRules(Application.home().resolve("dashboards/rules"));
      var targets =
          Map.of(
              "command-side", blueprint.commandPorts(),
              "query-side", blueprint.queryPorts(),
              "haproxy", List.of(proxyMetricsPort),
              "prometheus", List.of(blueprint.prometheusPort()));
      for (var job : targets.entrySet()) {
        var file = etc.resolve("targets").resolve(job.getKey() + ".yml");
        Files.writeString(file, "- targets: [" + addresses(job.getValue()) + "]\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        program.toString(),
        "--config.file=" + etc.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + root.resolve("series"),
        "--web.listen-address=127.0.0.1:" + blueprint.prometheusPort(),
        "--log.level=warn");
  }

  private void copyRules(Path rules) throws IOException {
    if (!Files.isDirectory(rules)) {
      return;
    }
    var target = Files.createDirectories(root.resolve("etc/first-served/rules"));
    try (var files = Files.newDirectoryStream(rules, "*.yml")) {
      for (var file : files) {
        copy(file, target);
      }
    }
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.writeString(folder.resolve(file.getFileName()), Files.readString(file));
  }

  private static String addresses(List<Integer> ports) {
    return ports.stream()
        .map(port -> "\"127.0.0.1:" + port + "\"")
        .collect(Collectors.joining(", "));
  }
}
