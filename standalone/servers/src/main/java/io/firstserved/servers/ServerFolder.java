package io.firstserved.servers;

import java.nio.file.Path;

/**
 * Where a server keeps what it writes.
 *
 * @param data its data; kept across restarts
 * @param log the file its output goes to
 * @param pid the file that says which process it is while it runs
 */
public record ServerFolder(Path data, Path log, Path pid) {

  /** Makes the paths absolute: the server has a working directory of its own. */
  public ServerFolder {
    data = data.toAbsolutePath();
    log = log.toAbsolutePath();
    pid = pid.toAbsolutePath();
  }

  /** Everything in one folder. */
  public static ServerFolder in(Path folder) {
    return new ServerFolder(
        folder.resolve("data"), folder.resolve("server.log"), folder.resolve("server.pid"));
  }

  /** Data, logs and pid files in the three folders {@code data}, {@code logs} and {@code run}. */
  public static ServerFolder named(String name, Path root) {
    return new ServerFolder(
        root.resolve("data").resolve(name),
        root.resolve("logs").resolve(name + ".log"),
        root.resolve("run").resolve(name + ".pid"));
  }
}
