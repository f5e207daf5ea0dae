package io.firstserved.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One broker's place in a cluster.
 *
 * @param nodeId 1-based
 * @param port for clients
 * @param controllerPort for the quorum of controllers
 * @param voters the whole quorum, as Kafka writes it
 * @param folder its files
 */
record KafkaLayout(
    int nodeId, int port, int controllerPort, List<String> voters, ServerFolder folder) {

  static List<KafkaLayout> of(Path root, List<Integer> ports) {
    // The quorum is static configuration on every broker, so its ports may differ in each run.
    var controllers = ports.stream().map(port -> Ports.free()).toList();
    var voters = new ArrayList<String>();
    for (int i = 0; i < ports.size(); i++) {
      voters.add((i + 1) + "@127.0.0.1:" + controllers.get(i));
    }
    var layouts = new ArrayList<KafkaLayout>();
    for (int i = 0; i < ports.size(); i++) {
      var name = ports.size() == 1 ? "kafka" : "kafka-" + (i + 1);
      var folder = ServerFolder.named(name, root);
      layouts.add(new KafkaLayout(i + 1, ports.get(i), controllers.get(i), voters, folder));
    }
    return layouts;
  }

  /** The broker's configuration file. */
  String properties() {
    int replicas = Math.min(3, voters.size());
    int inSync = Math.max(1, replicas - 1);
    return """
        process.roles=broker,controller
        node.id=%1$d
        controller.quorum.voters=%2$s
        listeners=PLAINTEXT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%3$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%5$s
        num.partitions=12
        default.replication.factor=%6$d
        min.insync.replicas=%7$d
        offsets.topic.replication.factor=%6$d
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=%6$d
        transaction.state.log.min.isr=%7$d
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=%6$d
        share.coordinator.state.topic.min.isr=%7$d
        share.coordinator.state.topic.num.partitions=4
        group.initial.rebalance.delay.ms=0
        auto.create.topics.enable=false
        log.retention.ms=-1
        log.segment.bytes=67108864
        log.cleaner.dedupe.buffer.size=4194304
        num.network.threads=2
        num.io.threads=4
        controlled.shutdown.max.retries=1
        """
        .formatted(
            nodeId,
            String.join(",", voters),
            port,
            controllerPort,
            folder.data().resolve("log"),
            replicas,
            inSync);
  }
}
