package io.firstserved.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis master with three replicas, watched by three sentinels. */
public final class RedisSentinelCluster implements AutoCloseable {

  /** The name under which the sentinels know the master. */
  public static final String MASTER_NAME = "first-served";

  private static final int NODES = 4;
  private static final int SENTINELS = 3;
  private static final Duration FORMATION_LIMIT = Duration.ofSeconds(60);

  /** A write is refused unless a replica was heard of within 10 s: bounds what a failover loses. */
  private static final List<String> LOSS_BOUND =
      List.of("--min-replicas-to-write", "1", "--min-replicas-max-lag", "10");

  private final List<Redis> nodes = new ArrayList<>();
  private final List<Sentinel> sentinels = new ArrayList<>();

  private RedisSentinelCluster() {}

  /** Starts a cluster for tests on free ports with all its files in one folder. */
  public static RedisSentinelCluster start(Path folder) {
    return start(
        folder,
        IntStream.range(0, NODES).map(i -> Ports.free()).boxed().toList(),
        IntStream.range(0, SENTINELS).map(i -> Ports.free()).boxed().toList());
  }

  /**
   * Starts a cluster and waits until every sentinel sees all of it. On data of an earlier run the
   * ports must be the same, and the master that the sentinels had last agreed on stays master.
   *
   * @param root holds the folders {@code data}, {@code logs} and {@code run}
   */
  public static RedisSentinelCluster start(
      Path root, List<Integer> nodePorts, List<Integer> sentinelPorts) {
    var cluster = new RedisSentinelCluster();
    try {
      var master = SentinelMemory.lastMaster(root, sentinelPorts).orElse(nodePorts.getFirst());
      for (var port : nodePorts) {
        cluster.nodes.add(startNode(root, port, master));
      }
      for (var port : sentinelPorts) {
        var folder = ServerFolder.named("redis-sentinel-" + port, root);
        cluster.sentinels.add(Sentinel.start(folder, port, MASTER_NAME, master));
      }
      cluster.awaitFormation();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Redis startNode(Path root, int port, int master) {
    var options = new ArrayList<>(LOSS_BOUND);
    if (port != master) {
      options.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(master)));
    }
    var folder = ServerFolder.named("redis-" + port, root);
    return Redis.start(folder, port, options.toArray(String[]::new));
  }

  /** The name to ask the sentinels for. */
  public String masterName() {
    return MASTER_NAME;
  }

  /** {@code host:port} of the sentinels, comma-separated, as Spring Data Redis takes it. */
  public String sentinelAddresses() {
    return sentinels.stream()
        .map(sentinel -> "127.0.0.1:" + sentinel.port())
        .collect(Collectors.joining(","));
  }

  /** The servers, master and replicas, in order of their start. */
  public List<Redis> nodes() {
    return List.copyOf(nodes);
  }

  /** The sentinels. */
  public List<EmbeddedServer> sentinels() {
    return List.copyOf(sentinels);
  }

  /** The present master as a majority of the sentinels sees it. */
  public Redis master() {
    var votes =
        sentinels.stream()
            .filter(EmbeddedServer::isAlive)
            .map(RedisSentinelCluster::vote)
            .collect(Collectors.groupingBy(port -> port, Collectors.counting()));
    var port =
        votes.entrySet().stream()
            .max(java.util.Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    sentinels.forEach(EmbeddedServer::close);
    nodes.forEach(EmbeddedServer::close);
  }

  private static int vote(Sentinel sentinel) {
    try {
      return sentinel.masterPort(MASTER_NAME);
    } catch (IOException e) {
      return -1;
    }
  }

  private void awaitFormation() {
    for (var sentinel : sentinels) {
      Readiness.await(
          sentinel.process(),
          FORMATION_LIMIT,
          () ->
              sentinel.known(MASTER_NAME, "replicas") >= nodes.size() - 1
                  && sentinel.known(MASTER_NAME, "sentinels") >= sentinels.size() - 1);
    }
  }
}
