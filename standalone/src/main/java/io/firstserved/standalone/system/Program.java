package io.firstserved.standalone.system;

import io.firstserved.servers.ChildProcess;
import io.firstserved.servers.Readiness;
import io.firstserved.servers.ServerFolder;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program installed on this machine, run as a part of the system because it happens to be there.
 */
final class Program implements Watched, AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);
  private static final int CONNECT_TIMEOUT_MILLIS = 500;

  private final String name;
  private final int port;
  private final ServerFolder folder;
  private final List<String> command;
  private final Map<String, String> environment;
  private @Nullable ChildProcess process;

  Program(
      String name,
      int port,
      ServerFolder folder,
      List<String> command,
      Map<String, String> environment) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  /** Where a program is installed: on the PATH, or where Debian puts daemons. */
  static Optional<Path> installed(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/bin"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ChildProcess process() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }

  @Override
  public void startAgain() {
    process = ChildProcess.start(name, command, environment, folder);
    Readiness.await(process, START_LIMIT, this::listens);
  }

  private boolean listens() throws Exception {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MILLIS);
      return true;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop(STOP_GRACE);
    }
  }
}
