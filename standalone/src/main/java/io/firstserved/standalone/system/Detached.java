package io.firstserved.standalone.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A supervisor in a process of its own, which goes on when the terminal is closed. */
public final class Detached {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Detached() {}

  /**
   * Starts a supervisor, shows what it says while it starts, and returns once everything is ready.
   *
   * @param arguments of {@code up}, without {@code --detach}
   * @return 0, or the supervisor's exit status if it gave up
   * @throws StartFailedException if one runs already on the folder
   */
  public static int start(DataFolder folder, List<String> arguments, Terminal terminal) {
    if (folder.supervisor().isPresent()) {
      throw folder.alreadyRunning();
    }
    try {
      var log = folder.supervisorLog();
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      Files.createFile(log);
      return follow(folder, spawn(arguments, log), log, terminal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process spawn(List<String> arguments, Path log) throws IOException {
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(Jvm.again(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .start();
  }

  private static int follow(DataFolder folder, Process supervisor, Path log, Terminal terminal)
      throws IOException {
    try (var reader = new RandomAccessFile(log.toFile(), "r")) {
      while (true) {
        var ended = !supervisor.isAlive();
        var ready = folder.isReady(supervisor.pid());
        show(reader, terminal);
        if (ready) {
          return 0;
        }
        if (ended) {
          return Math.max(1, supervisor.exitValue());
        }
        LockSupport.parkNanos(POLL_INTERVAL.toNanos());
      }
    }
  }

  private static void show(RandomAccessFile reader, Terminal terminal) throws IOException {
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      terminal.say(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
  }
}
