package io.firstserved.command.log.checkpoint;

import io.firstserved.command.log.identity.LogIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The signer's folder: of each life of the log the last checkpoint signed ({@code
 * log-0.INCARNATION.checkpoint}) or, before the first, the state that an operator accepted ({@code
 * log-0.INCARNATION.accepted}), and the key. Files are replaced as a whole and are on the disk when
 * a call returns. Throws {@link UncheckedIOException} if the folder cannot be read or written.
 */
final class SignerMemory {

  private static final String SIGNED = ".checkpoint";
  private static final String ACCEPTED = ".accepted";
  private static final String KEY = "signing-key";
  private static final String LOCK = "lock";
  private static final String LOG = "log-" + LogIdentity.LOG + ".";
  private static final Pattern KNOWN =
      Pattern.compile(Pattern.quote(LOG) + "([0-9]{1,18})(?:\\.checkpoint|\\.accepted)");

  private final Path folder;

  SignerMemory(Path folder) {
    this.folder = folder;
  }

  /** Work on the memory that can fail. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Does it while no other node does anything here.
   *
   * @return whether it was done: not if another node is at it
   */
  boolean alone(Work work) {
    try {
      Files.createDirectories(folder);
      try (var channel =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.tryLock()) {
        if (lock != null) {
          work.run();
        }
        return lock != null;
      }
    } catch (OverlappingFileLockException otherNodeOfThisProcess) {
      return false;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The latest life of the log that it knows; empty if it knows nothing. */
  OptionalLong latest() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> KNOWN.matcher(file.getFileName().toString()))
          .filter(java.util.regex.Matcher::matches)
          .mapToLong(known -> Long.parseLong(known.group(1)))
          .max();
    }
  }

  /** The last checkpoint signed of a life of the log. */
  Optional<String> signed(long incarnation) throws IOException {
    return read(LOG + incarnation + SIGNED);
  }

  /** What has been accepted as its beginning. */
  Optional<String> accepted(long incarnation) throws IOException {
    return read(LOG + incarnation + ACCEPTED);
  }

  void sign(long incarnation, String note) throws IOException {
    write(LOG + incarnation + SIGNED, note);
    Files.deleteIfExists(folder.resolve(LOG + incarnation + ACCEPTED));
  }

  void accept(long incarnation, String checkpoint) throws IOException {
    write(LOG + incarnation + ACCEPTED, checkpoint);
  }

  Optional<String> key() throws IOException {
    return read(KEY);
  }

  void keepKey(String encoded) throws IOException {
    write(KEY, encoded + "\n");
  }

  private Optional<String> read(String name) throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException unknown) {
      return Optional.empty();
    }
  }

  /** Readable by its owner only: one of the files is a key. */
  private void write(String name, String content) throws IOException {
    var next = folder.resolve(name + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(next, content.getBytes(StandardCharsets.UTF_8));
    force(next, StandardOpenOption.WRITE);
    Files.move(
        next,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (var channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
