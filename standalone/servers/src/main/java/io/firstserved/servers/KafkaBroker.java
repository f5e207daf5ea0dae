package io.firstserved.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kafka.tools.StorageTool;

/** One Kafka broker, which is a controller as well, in a JVM of its own. */
public final class KafkaBroker extends EmbeddedServer {

  private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);
  private static final int CONNECT_TIMEOUT_MILLIS = 500;

  /** The same for all clusters: each has its folder and ports, they never meet. */
  private static final String CLUSTER_ID = "Rmlyc3RTZXJ2ZWQwMDAwMA";

  private final KafkaLayout layout;

  private KafkaBroker(KafkaLayout layout, ChildProcess process) {
    super(layout.port(), process);
    this.layout = layout;
  }

  /** Starts a broker without waiting: it is ready only when a majority of its quorum runs. */
  static KafkaBroker launch(KafkaLayout layout) {
    return new KafkaBroker(layout, run(layout));
  }

  @Override
  ChildProcess startAgain() {
    var process = run(layout);
    Readiness.await(process, RESTART_LIMIT, () -> accepts(layout.port()));
    return process;
  }

  static boolean listens(ChildProcess process, List<KafkaBroker> brokers) throws IOException {
    for (var broker : brokers) {
      if (broker.process() == process) {
        return accepts(broker.port());
      }
    }
    return false;
  }

  private static boolean accepts(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MILLIS);
      return true;
    }
  }

  private static ChildProcess run(KafkaLayout layout) {
    var configuration =
        write(layout.folder().data().resolve("server.properties"), layout.properties());
    format(configuration, layout.folder());
    var logging = write(layout.folder().data().resolve("logback.xml"), LOGGING);
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            KafkaClassPath.ofThisJvm(),
            "kafka.Kafka",
            configuration.toString());
    return ChildProcess.start("Kafka", command, Map.of(), layout.folder());
  }

  private static void format(Path configuration, ServerFolder folder) {
    var output = new ByteArrayOutputStream();
    var arguments =
        new String[] {
          "format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", configuration.toString()
        };
    int status =
        StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new ServerStartException(
          "Kafka's data in "
              + folder.data()
              + " could not be prepared: "
              + output.toString(StandardCharsets.UTF_8),
          null);
    }
  }

  private static Path write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String LOGGING =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="out"/></root>
      </configuration>
      """;
}
