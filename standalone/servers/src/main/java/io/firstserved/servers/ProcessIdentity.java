package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which process a pid meant: the pid together with the process's birth, so that a pid the system
 * has given to somebody else in the meantime is never mistaken for ours.
 *
 * @param pid the process id
 * @param birth what no other process with this pid shares: on Linux the boot and the clock tick of
 *     its start, elsewhere the time
 */
public record ProcessIdentity(long pid, String birth) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** In {@code /proc/PID/stat}, counted from the state, which follows the name in parentheses. */
  private static final int START_TICK = 19;

  /** The identity of a process that runs now. */
  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(process.pid(), birthOf(process));
  }

  /** The identity of this JVM. */
  public static ProcessIdentity ofThisJvm() {
    return of(ProcessHandle.current());
  }

  /** The identity stored in a file, or empty where there is no such file or it is unreadable. */
  public static Optional<ProcessIdentity> readFrom(Path file) {
    try {
      var fields = Files.readString(file).strip().split(" ");
      return Optional.of(new ProcessIdentity(Long.parseLong(fields[0]), fields[1]));
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Stores the identity; a reader sees all of it or nothing. */
  public void writeTo(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.writeString(draft, pid + " " + birth + "\n");
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process itself while it lives; empty when it has ended or the pid is another's now. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> birth.equals(birthOf(process)));
  }

  /** Ends the process at once (SIGKILL) if it still lives. Returns whether it did. */
  public boolean kill() {
    var process = find();
    process.ifPresent(ProcessHandle::destroyForcibly);
    process.ifPresent(handle -> handle.onExit().join());
    return process.isPresent();
  }

  /**
   * The JDK's start instant will not do on Linux: it is reckoned from the wall clock, and two JVMs
   * disagree about it once the clock was corrected.
   */
  private static String birthOf(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[START_TICK] + "@" + Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
  }
}
