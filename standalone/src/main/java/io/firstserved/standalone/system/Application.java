package io.firstserved.standalone.system;

import io.firstserved.servers.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application's program: its executable jar, extracted once beside it, because a JVM starts much
 * faster from plain jars than from nested ones.
 *
 * @param module the module's name and folder
 */
record Application(String module) {

  static final Application COMMAND_SIDE = new Application("command-side");
  static final Application QUERY_SIDE = new Application("query-side");

  private static final long EXTRACTION_LIMIT_SECONDS = 60;

  /** The jar to run, extracted anew when the application was built anew. */
  Path extracted() {
    var source = executableJar();
    var target = source.resolveSibling("extracted");
    var mark = target.resolve("source.txt");
    try {
      var version = Files.getLastModifiedTime(source).toMillis() + " " + Files.size(source);
      if (!Files.exists(mark) || !Files.readString(mark).equals(version)) {
        // All of it, with the JVM's class archive: that knows a jar by its size and date only.
        Folders.delete(target);
        extract(source, target);
        Files.writeString(mark, version);
      }
    } catch (IOException e) {
      throw new StartFailedException(module + " could not be extracted: " + e.getMessage());
    }
    return target.resolve(source.getFileName());
  }

  private Path executableJar() {
    var folder = home().resolve(module).resolve("target");
    try (var files = Files.newDirectoryStream(folder, module + "-*-exec.jar")) {
      for (var file : files) {
        return file;
      }
    } catch (IOException e) {
      throw notBuilt(folder);
    }
    throw notBuilt(folder);
  }

  private static StartFailedException notBuilt(Path folder) {
    return new StartFailedException(
        "No executable jar in " + folder + ": build it by ./mvnw -DskipTests package");
  }

  private static void extract(Path source, Path target) throws IOException {
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
                    target.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(EXTRACTION_LIMIT_SECONDS, TimeUnit.SECONDS)
          || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("extracting " + source + " failed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The repository's folder, as the launcher script says. */
  static Path home() {
    return Path.of(System.getProperty("first-served.home", ".")).toAbsolutePath().normalize();
  }
}
