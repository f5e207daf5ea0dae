package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process a pid meant: the pid together with the moment the process started, so that a pid
 * the system has given to somebody else in the meantime is never mistaken for ours.
 *
 * @param pid the process id
 * @param startedAt when the operating system says it started
 */
public record ProcessIdentity(long pid, Instant startedAt) {

  /** The kernel reports start times relative to a boot time that may be corrected by a second. */
  private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(2);

  /** The identity of a process that runs now. */
  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The identity of this JVM. */
  public static ProcessIdentity ofThisJvm() {
    return of(ProcessHandle.current());
  }

  /** The identity stored in a file, or empty where there is no such file or it is unreadable. */
  public static Optional<ProcessIdentity> readFrom(Path file) {
    try {
      var fields = Files.readString(file).strip().split(" ");
      return Optional.of(
          new ProcessIdentity(
              Long.parseLong(fields[0]), Instant.ofEpochMilli(Long.parseLong(fields[1]))));
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Stores the identity; a reader sees all of it or nothing. */
  public void writeTo(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.writeString(draft, pid + " " + startedAt.toEpochMilli() + "\n");
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process itself while it lives; empty when it has ended or the pid is another's now. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
  }

  /** Ends the process at once (SIGKILL) if it still lives. Returns whether it did. */
  public boolean kill() {
    var process = find();
    process.ifPresent(ProcessHandle::destroyForcibly);
    process.ifPresent(handle -> handle.onExit().join());
    return process.isPresent();
  }

  private boolean isTheSame(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, startedAt).abs().compareTo(START_TIME_TOLERANCE) < 0)
        .orElse(false);
  }
}
