package io.firstserved.standalone.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An application's program.
 *
 * @param module the module's name and folder
 */
record Application(String module) {

  static final Application COMMAND_SIDE = new Application("command-side");
  static final Application QUERY_SIDE = new Application("query-side");

  /**
   * Makes it ready to run: extracted, with a class cache. Does nothing where a former call did it
   * all for this very build and JVM.
   *
   * @throws StartFailedException if it is not built or cannot be extracted; a class cache that
   *     cannot be made is only said, for it costs time and nothing else
   */
  void prepare(DataFolder folder, Terminal terminal) {
    var source = executableJar();
    try (var claimed = Extraction.claim(source)) {
      if (!claimed.isCurrent()) {
        claimed.renew();
      }
      cache(claimed.jar()).train(folder.of("class-cache-" + module), terminal);
    } catch (IOException e) {
      throw new StartFailedException(module + " could not be extracted: " + e.getMessage());
    }
  }

  /** The command that runs it, once it is prepared. */
  List<String> command() {
    var jar = Extraction.jarOf(executableJar());
    return Jvm.application(jar, cache(jar).options());
  }

  private ClassCache cache(Path jar) {
    return new ClassCache(module, jar);
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

  /** The repository's folder, as the launcher script says. */
  static Path home() {
    return Path.of(System.getProperty("first-served.home", ".")).toAbsolutePath().normalize();
  }
}
