package io.firstserved.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka cluster in KRaft mode: one broker, or three with replication factor 3 and at least two
 * in-sync replicas. Retention is unlimited, topics are never created by accident.
 */
public final class Kafka implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

  private final List<KafkaBroker> brokers;

  private Kafka(List<KafkaBroker> brokers) {
    this.brokers = brokers;
  }

  /** Starts one broker for tests on a free port with all its files below a folder. */
  public static Kafka start(Path root) {
    return start(root, List.of(Ports.free()));
  }

  /** Starts three brokers for tests on free ports with all their files below a folder. */
  public static Kafka startThree(Path root) {
    return start(root, IntStream.range(0, 3).mapToObj(i -> Ports.free()).toList());
  }

  /**
   * Starts a cluster and waits until all its brokers take part.
   *
   * @param root holds the folders {@code data}, {@code logs} and {@code run}
   * @param ports one for each broker, always the same number on the same data
   * @throws ServerStartException if a broker does not start
   */
  public static Kafka start(Path root, List<Integer> ports) {
    var layouts = KafkaLayout.of(root, ports);
    var brokers = new ArrayList<KafkaBroker>();
    var kafka = new Kafka(brokers);
    try {
      layouts.forEach(layout -> brokers.add(KafkaBroker.launch(layout)));
      brokers.forEach(broker -> kafka.awaitReady(broker.process(), ports.size()));
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /** {@code host:port} of all brokers, comma-separated. */
  public String bootstrapServers() {
    return brokers.stream()
        .map(broker -> "127.0.0.1:" + broker.port())
        .collect(Collectors.joining(","));
  }

  /** The brokers, to break them. */
  public List<KafkaBroker> brokers() {
    return List.copyOf(brokers);
  }

  /** Creates a topic with as many replicas as there are brokers; one that exists stays as it is. */
  public void createTopic(String name, int partitions) {
    var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    try (var admin = admin()) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof org.apache.kafka.common.errors.TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An administration client; the caller closes it. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "request.timeout.ms",
            REQUEST_TIMEOUT_MILLIS,
            "default.api.timeout.ms",
            2 * REQUEST_TIMEOUT_MILLIS));
  }

  @Override
  public void close() {
    // All at once: a broker that is asked alone waits for a controller that may be gone already.
    var threads = brokers.stream().map(broker -> Thread.ofVirtual().start(broker::close)).toList();
    for (var thread : threads) {
      join(thread);
    }
  }

  private void awaitReady(ChildProcess process, int expected) {
    Readiness.await(process, START_LIMIT, () -> KafkaBroker.listens(process, brokers));
    try (var admin = admin()) {
      Readiness.await(
          process, START_LIMIT, () -> admin.describeCluster().nodes().get().size() == expected);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
