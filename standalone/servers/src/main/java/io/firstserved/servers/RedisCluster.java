package io.firstserved.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis Cluster of three masters that share the slots, without replicas: for tests. */
public final class RedisCluster implements AutoCloseable {

  private static final int NODES = 3;
  private static final int SLOTS = 16_384;
  private static final Duration FORMATION_LIMIT = Duration.ofSeconds(60);

  /** Redis 6.2 has no option for it: the nodes talk to each other so far above the port. */
  private static final int BUS_PORT_OFFSET = 10_000;

  private static final int HIGHEST_PORT = 65_535;

  private final List<Redis> nodes = new ArrayList<>();

  private RedisCluster() {}

  /** Starts a cluster on free ports with all its files in one folder. */
  public static RedisCluster start(Path root) {
    var cluster = new RedisCluster();
    try {
      for (int node = 0; node < NODES; node++) {
        var port = freePortWithBus();
        var folder = ServerFolder.named("redis-" + port, root);
        cluster.nodes.add(Redis.start(folder, port, "--cluster-enabled", "yes"));
      }
      cluster.form();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static int freePortWithBus() {
    int port = Ports.free();
    while (port + BUS_PORT_OFFSET > HIGHEST_PORT || !Ports.isFree(port + BUS_PORT_OFFSET)) {
      port = Ports.free();
    }
    return port;
  }

  private void form() {
    var first = Integer.toString(nodes.getFirst().port());
    for (int number = 0; number < NODES; number++) {
      var node = nodes.get(number);
      var command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      IntStream.range(number * SLOTS / NODES, (number + 1) * SLOTS / NODES)
          .mapToObj(Integer::toString)
          .forEach(command::add);
      node.call(command.toArray(String[]::new));
      node.call("CLUSTER", "MEET", "127.0.0.1", first);
    }
    for (var node : nodes) {
      Readiness.await(node.process(), FORMATION_LIMIT, () -> isWhole(node));
    }
  }

  private static boolean isWhole(Redis node) {
    var info = String.join("\n", node.call("CLUSTER", "INFO"));
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES);
  }

  /** {@code host:port} of the nodes, comma-separated, as Spring Data Redis takes it. */
  public String addresses() {
    return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
  }

  /** The nodes, to look into. */
  public List<Redis> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void close() {
    nodes.forEach(Redis::close);
  }
}
