package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.servers.ServerFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a program of one class, with the JVM that runs the applications. */
class ClassCacheIT {

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void isMadeOnceAndStartsTheProgram() throws Exception {
    var cache = new ClassCache("program", jarOf(Willing.class));
    assertThat(cache.options()).isEmpty();

    train(cache);

    assertThat(cache.options()).singleElement().asString().startsWith("-XX:AOTCache=");
    assertThat(said()).contains("class cache", "made in");
    assertThat(folder.resolve("run").toFile().list()).as("processes on record").isEmpty();
    assertThat(loadedFromCache(cache)).isTrue();

    said.reset();
    train(cache);
    assertThat(said()).isEmpty();
  }

  @Test
  void isLeftOutOnceItCouldNotBeMade() throws Exception {
    var cache = new ClassCache("program", jarOf(Unwilling.class));

    train(cache);

    assertThat(cache.options()).isEmpty();
    assertThat(said()).contains("left out", "status 1");

    said.reset();
    train(cache);
    assertThat(said()).isEmpty();
  }

  /** Ends as it should. */
  static final class Willing {
    private Willing() {}

    public static void main(String[] arguments) {}
  }

  /** Does not start. */
  static final class Unwilling {
    private Unwilling() {}

    public static void main(String[] arguments) {
      System.exit(1);
    }
  }

  private void train(ClassCache cache) {
    var terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8));
    cache.train(ServerFolder.named("class-cache", folder), terminal);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private boolean loadedFromCache(ClassCache cache) throws Exception {
    var command = Jvm.application(cache.jar(), cache.options());
    command.add(1, "-Xlog:class+load");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return log.lines()
        .anyMatch(line -> line.contains("$Willing ") && line.contains("shared objects file"));
  }

  private Path jarOf(Class<?> program) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, program.getName());
    var jar = folder.resolve("program.jar");
    var path = program.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var bytes = program.getClassLoader().getResourceAsStream(path)) {
      out.putNextEntry(new JarEntry(path));
      bytes.transferTo(out);
    }
    return jar;
  }
}
