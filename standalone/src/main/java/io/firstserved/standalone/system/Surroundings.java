package io.firstserved.standalone.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy and Prometheus around a highly available system, where they are installed: with the very
 * configuration files that Compose mounts ({@code docker/}), and addresses of this machine.
 */
final class Surroundings {

  /** HAProxy listens on this many ports, counted upwards from the first. */
  static final int PROXY_PORTS = 8;

  private static final String NOWHERE = "127.0.0.1:1";

  private final Blueprint blueprint;
  private final DataFolder folder;

  Surroundings(Blueprint blueprint, DataFolder folder) {
    this.blueprint = blueprint;
    this.folder = folder;
  }

  List<Program> programs() {
    var programs = new ArrayList<Program>();
    if (blueprint.highlyAvailable()) {
      add(programs, haproxy());
      add(programs, prometheus());
    }
    return programs;
  }

  private static void add(List<Program> programs, @Nullable Program program) {
    if (program != null) {
      programs.add(program);
    }
  }

  private @Nullable Program haproxy() {
    var configuration = Application.home().resolve("docker/haproxy/haproxy.cfg");
    return Program.installed("haproxy")
        .map(program -> List.of(program.toString(), "-db", "-f", configuration.toString()))
        .map(
            command ->
                new Program(
                    "haproxy", proxyPort(0), folder.of("haproxy"), command, proxyEnvironment()))
        .orElse(null);
  }

  private Map<String, String> proxyEnvironment() {
    var environment = new HashMap<String, String>();
    environment.put("HAPROXY_APPLICATION_PORT", port(0));
    environment.put("HAPROXY_COMMAND_PORT", port(1));
    environment.put("HAPROXY_QUERY_PORT", port(2));
    environment.put("HAPROXY_REDIS_WRITE_PORT", port(3));
    environment.put("HAPROXY_REDIS_READ_PORT", port(4));
    environment.put("HAPROXY_STATISTICS_PORT", port(5));
    environment.put("HAPROXY_METRICS_PORT", port(6));
    environment.put("HAPROXY_RUNTIME_PORT", port(7));
    environment.put("COMMAND_NODES_EXTRA", NOWHERE);
    environment.put("QUERY_NODES_EXTRA", NOWHERE);
    addresses(environment, "COMMAND_NODE_", 2, blueprint.commandPorts());
    addresses(environment, "QUERY_NODE_", 2, blueprint.queryPorts());
    var redis =
        blueprint.external().redisUrl() == null ? blueprint.redisPorts() : List.<Integer>of();
    addresses(environment, "REDIS_NODE_", 4, redis);
    return environment;
  }

  private static void addresses(
      Map<String, String> environment, String prefix, int count, List<Integer> ports) {
    for (int i = 0; i < count; i++) {
      environment.put(prefix + (i + 1), i < ports.size() ? "127.0.0.1:" + ports.get(i) : NOWHERE);
    }
  }

  private @Nullable Program prometheus() {
    return Program.installed("prometheus")
        .map(program -> new PrometheusFiles(folder).command(program, blueprint, proxyPort(6)))
        .map(
            command ->
                new Program(
                    "prometheus",
                    blueprint.prometheusPort(),
                    folder.of("prometheus"),
                    command,
                    Map.of()))
        .orElse(null);
  }

  private int proxyPort(int offset) {
    return blueprint.proxyPort() + offset;
  }

  private String port(int offset) {
    return Integer.toString(proxyPort(offset));
  }
}
