package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over the sources of all modules, because no class path has both applications. */
class ConfigurationPrefixesTest {

  private static final Pattern BOUND =
      Pattern.compile("@ConfigurationProperties\\(\\s*(?:(?:prefix|value)\\s*=\\s*)?\"([^\"]+)\"");

  @Test
  void isEachBoundByOneTypeOnly() throws IOException {
    var root = ReferencePage.root();
    try (var files = Files.walk(root)) {
      var prefixes = files.filter(file -> isMain(root, file)).flatMap(this::prefixes).toList();

      assertThat(prefixes)
          .hasSizeGreaterThan(15)
          .contains("first-served.kafka", "first-served.log", "first-served.log-database")
          .doesNotHaveDuplicates();
    }
  }

  private static boolean isMain(Path root, Path file) {
    var name = root.relativize(file).toString();
    return name.contains("src/main/java/") && name.endsWith(".java");
  }

  private Stream<String> prefixes(Path file) {
    try {
      return BOUND.matcher(Files.readString(file)).results().map(found -> found.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
