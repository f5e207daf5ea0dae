package io.firstserved.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.reference.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GlossaryTest {

  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");

  @Test
  void namesTypesThatExist() throws IOException {
    var root = ReferencePage.root();
    try (var files = Files.walk(root)) {
      var types =
          files
              .map(file -> root.relativize(file).toString())
              .filter(file -> file.contains("/src/main/java/") && file.endsWith(".java"))
              .map(file -> file.substring(file.lastIndexOf('/') + 1).replace(".java", ""))
              .collect(Collectors.toSet());
      var named =
          TYPE.matcher(Files.readString(root.resolve("docs/reference/glossary.md")))
              .results()
              .map(type -> type.group(1))
              .toList();

      assertThat(named).hasSizeGreaterThan(50);
      assertThat(types).containsAll(named);
    }
  }
}
