package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Redis Sentinel. It rewrites its own configuration, which is therefore part of its data. */
final class Sentinel extends EmbeddedServer {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final ServerFolder folder;

  private Sentinel(int port, ServerFolder folder, ChildProcess process) {
    super(port, process);
    this.folder = folder;
  }

  static Sentinel start(ServerFolder folder, int port, String masterName, int masterPort) {
    var file = configuration(folder);
    if (!Files.exists(file)) {
      write(file, port, masterName, masterPort);
    }
    return new Sentinel(port, folder, launch(folder, port));
  }

  /** The port of the present master, as this sentinel sees it. */
  int masterPort(String masterName) throws IOException {
    try (var connection = new RespConnection(port())) {
      var answer = connection.call("SENTINEL", "get-master-addr-by-name", masterName);
      return Integer.parseInt(answer.get(1));
    }
  }

  /** How many replicas and other sentinels it has found. */
  int known(String masterName, String kind) throws IOException {
    try (var connection = new RespConnection(port())) {
      return (int)
          connection.call("SENTINEL", kind, masterName).stream().filter("runid"::equals).count();
    }
  }

  @Override
  ChildProcess startAgain() {
    return launch(folder, port());
  }

  private static ChildProcess launch(ServerFolder folder, int port) {
    var command = List.of(Redis.program(), configuration(folder).toString(), "--sentinel");
    var process = ChildProcess.start("Redis Sentinel", command, Map.of(), folder);
    Readiness.await(process, START_LIMIT, () -> Redis.answers(port));
    return process;
  }

  private static Path configuration(ServerFolder folder) {
    return folder.data().resolve("sentinel.conf");
  }

  /**
   * Two of three must agree; a master is given up after 2 s, so that writes return in about 5 s.
   */
  private static void write(Path file, int port, String masterName, int masterPort) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          """
          port %1$d
          bind 127.0.0.1
          dir %2$s
          sentinel monitor %3$s 127.0.0.1 %4$d 2
          sentinel down-after-milliseconds %3$s 2000
          sentinel failover-timeout %3$s 10000
          sentinel parallel-syncs %3$s 1
          """
              .formatted(port, file.getParent(), masterName, masterPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
