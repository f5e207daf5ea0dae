package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this test JVM's servers keep their files: below {@code target/servers}. When the JVM ends,
 * all servers with a pid file in it are ended and the folder is deleted; what a killed JVM left
 * behind is ended and deleted by the next one.
 */
final class TestFolder {

  private static final Path ALL = Path.of("target", "servers").toAbsolutePath();
  private static final String OWNER = "owner.pid";

  private static final Path THIS_JVM = create();

  private TestFolder() {}

  static Path ofThisJvm() {
    return THIS_JVM;
  }

  private static Path create() {
    var folder = ALL.resolve(Long.toString(ProcessHandle.current().pid()));
    endOrphans();
    remove(folder);
    ProcessIdentity.ofThisJvm().writeTo(folder.resolve(OWNER));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "test-servers-end"));
    return folder;
  }

  private static void endOrphans() {
    if (!Files.isDirectory(ALL)) {
      return;
    }
    try (var folders = Files.list(ALL)) {
      folders.filter(folder -> !isOwned(folder)).forEach(TestFolder::remove);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOwned(Path folder) {
    return ProcessIdentity.readFrom(folder.resolve(OWNER))
        .flatMap(ProcessIdentity::find)
        .isPresent();
  }

  private static void remove(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".pid") && !file.endsWith(OWNER))
          .flatMap(file -> ProcessIdentity.readFrom(file).stream())
          .forEach(ProcessIdentity::kill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Folders.delete(folder);
  }
}
