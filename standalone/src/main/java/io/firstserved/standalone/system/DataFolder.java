package io.firstserved.standalone.system;

import io.firstserved.servers.ProcessIdentity;
import io.firstserved.servers.ServerFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Where one system keeps everything: {@code data} (to keep), {@code logs}, and {@code run} (which
 * processes there are; meaningless once they ended).
 *
 * @param root the folder given by {@code --data}
 */
public record DataFolder(Path root) {

  /** Makes the path absolute. */
  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** The files of one process. */
  ServerFolder of(String name) {
    return ServerFolder.named(name, root);
  }

  Path run() {
    return root.resolve("run");
  }

  /** The supervisor's own output when it runs detached. */
  Path supervisorLog() {
    return root.resolve("logs").resolve("supervisor.log");
  }

  Path secretsFile() {
    return root.resolve("secrets.properties");
  }

  /** The public keys by which the nodes check tokens. */
  Path keySetFile() {
    return root.resolve("token-keys.json");
  }

  /** The token by which audits ask the command side's gate. */
  Path gateTokenFile() {
    return run().resolve("gate-token");
  }

  /** Where checkpoints of the log are signed: its key, and what was signed last. */
  Path signerFolder() {
    return root.resolve("signer");
  }

  Path descriptionFile() {
    return run().resolve("system.properties");
  }

  /** Says who the supervisor is. Its name does not end in {@code .pid}: it is nobody's child. */
  private Path supervisorFile() {
    return run().resolve("supervisor");
  }

  /** Holds the supervisor's identity once everything is ready. */
  private Path readyFile() {
    return run().resolve("ready");
  }

  /** The supervisor, if one lives. */
  public Optional<ProcessHandle> supervisor() {
    return ProcessIdentity.readFrom(supervisorFile()).flatMap(ProcessIdentity::find);
  }

  /** Whether this supervisor has said that everything is ready. */
  boolean isReady(long supervisorPid) {
    return ProcessIdentity.readFrom(readyFile())
        .filter(identity -> identity.pid() == supervisorPid)
        .flatMap(ProcessIdentity::find)
        .isPresent();
  }

  void markReady() {
    ProcessIdentity.ofThisJvm().writeTo(readyFile());
  }

  /**
   * Makes this JVM the folder's supervisor for as long as the lock that is returned can be reached:
   * a lock that is garbage is gone. It ends with the process, however that ends.
   *
   * @throws StartFailedException if there is one already
   */
  FileLock claim() {
    try {
      Files.createDirectories(run());
      var channel =
          FileChannel.open(
              run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw alreadyRunning();
      }
      Files.deleteIfExists(readyFile());
      ProcessIdentity.ofThisJvm().writeTo(supervisorFile());
      return lock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the supervisor, which is about to end. */
  void release() {
    try {
      Files.deleteIfExists(readyFile());
      Files.deleteIfExists(supervisorFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The refusal of a second {@code up}. */
  StartFailedException alreadyRunning() {
    var pid = supervisor().map(handle -> " (supervisor pid " + handle.pid() + ")").orElse("");
    return new StartFailedException(
        "First Served runs already on "
            + root
            + pid
            + "; see ./first-served status, stop it by ./first-served down, or choose another"
            + " folder by --data");
  }

  /** The processes that were recorded and still live. */
  public List<Recorded> recorded() {
    if (!Files.isDirectory(run())) {
      return List.of();
    }
    try (var files = Files.list(run())) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .flatMap(
              file -> ProcessIdentity.readFrom(file).map(id -> new Recorded(file, id)).stream())
          .filter(recorded -> recorded.identity().find().isPresent())
          .sorted(java.util.Comparator.comparing(Recorded::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A process of ours.
   *
   * @param file its pid file
   * @param identity which process it is
   */
  public record Recorded(Path file, ProcessIdentity identity) {

    /** Its name, as in the names of its files. */
    public String name() {
      return file.getFileName().toString().replaceFirst("\\.pid$", "");
    }
  }
}
