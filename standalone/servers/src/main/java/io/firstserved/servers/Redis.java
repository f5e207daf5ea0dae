package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Redis 6.2 server that keeps nothing on disk: it forgets when it is restarted (ADR 0025). */
public final class Redis extends EmbeddedServer {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final ServerFolder folder;
  private final List<String> options;

  private Redis(int port, ServerFolder folder, List<String> options, ChildProcess process) {
    super(port, process);
    this.folder = folder;
    this.options = options;
  }

  /** Starts a server for tests on a free port with all its files in one folder. */
  public static Redis start(Path folder) {
    return start(ServerFolder.in(folder), Ports.free());
  }

  /**
   * Starts a server, empty.
   *
   * @param options further options as on Redis's own command line, such as {@code --replicaof}
   * @throws ServerStartException if it does not start
   */
  public static Redis start(ServerFolder folder, int port, String... options) {
    var all = List.of(options);
    return new Redis(port, folder, all, launch(folder, port, all));
  }

  /**
   * Sends one command and returns its answer, flattened into lines: for tests that look or break
   * things, not for traffic.
   */
  public List<String> call(String... words) {
    try (var connection = new RespConnection(port())) {
      return connection.call(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets everything, as after the loss of the machine. */
  public void flush() {
    call("FLUSHALL");
  }

  @Override
  ChildProcess startAgain() {
    return launch(folder, port(), options);
  }

  /** The program; it is Sentinel as well. */
  static String program() {
    var file = RedisBinary.forThisPlatform();
    return Binaries.unpacked(file, "", List.of(file)).resolve(file).toString();
  }

  static boolean answers(int port) throws IOException {
    try (var connection = new RespConnection(port)) {
      return connection.call("PING").equals(List.of("PONG"));
    }
  }

  private static ChildProcess launch(ServerFolder folder, int port, List<String> options) {
    var command = new ArrayList<String>();
    command.add(program());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.data().toString()));
    command.addAll(List.of("--appendonly", "no", "--save", ""));
    command.addAll(options);
    var process = ChildProcess.start("Redis", command, Map.of(), folder);
    Readiness.await(process, START_LIMIT, () -> answers(port));
    return process;
  }
}
