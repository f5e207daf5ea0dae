package io.firstserved.standalone.system;

import io.firstserved.servers.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An executable jar, extracted once beside it, because a JVM starts much faster from plain jars
 * than from nested ones, and keeps a class cache for plain ones only.
 *
 * <p>Whether it is that of the present jar is told by the jar's checksum: builds are reproducible,
 * so all jars have one date, and two builds may well have one size.
 */
final class Extraction implements AutoCloseable {

  /** Takes 2 s on a quiet machine. */
  private static final long LIMIT_SECONDS = 60;

  private final Path source;
  private final Path folder;
  private final FileChannel lock;

  private Extraction(Path source, FileChannel lock) {
    this.source = source;
    this.folder = folder(source);
    this.lock = lock;
  }

  /** The jar to run. */
  static Path jarOf(Path source) {
    return folder(source).resolve(source.getFileName());
  }

  /** Waits until no other supervisor of this build is at it; the caller closes it. */
  static Extraction claim(Path source) throws IOException {
    var channel =
        FileChannel.open(
            source.resolveSibling("extracted.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    channel.lock();
    return new Extraction(source, channel);
  }

  Path jar() {
    return jarOf(source);
  }

  boolean isCurrent() throws IOException {
    return Files.exists(mark()) && Files.readString(mark()).equals(checksum());
  }

  /** Replaces all of it, with the class cache: the JVM tells a jar by its size and date only. */
  void renew() throws IOException {
    Folders.delete(folder);
    extract();
    Files.writeString(mark(), checksum());
  }

  /** Lets the next one in. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Path folder(Path source) {
    return source.resolveSibling("extracted");
  }

  private Path mark() {
    return folder.resolve("source.sha256");
  }

  private String checksum() throws IOException {
    try (var file = Files.newInputStream(source)) {
      return HexFormat.of().formatHex(digest(file));
    }
  }

  private static byte[] digest(InputStream file) throws IOException {
    try (var digesting = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return digesting.getMessageDigest().digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void extract() throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Jvm.program(),
                    "-Djarmode=tools",
                    "-jar",
                    source.toString(),
                    "extract",
                    "--force",
                    "--destination",
                    folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("extracting " + source + " failed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
