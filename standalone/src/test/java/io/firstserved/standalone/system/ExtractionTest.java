package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {

  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path target;

  @Test
  void tellsABuildFromAnotherOfTheSameSizeAndDate() throws Exception {
    var jar = jar("abc");
    Files.createDirectory(target.resolve("extracted"));
    Files.writeString(target.resolve("extracted/source.sha256"), SHA_256_OF_ABC);
    assertThat(isCurrent(jar)).isTrue();

    jar("abd");

    assertThat(isCurrent(jar)).isFalse();
  }

  @Test
  void isNotCurrentBeforeTheFirstTime() throws Exception {
    assertThat(isCurrent(jar("abc"))).isFalse();
  }

  private static boolean isCurrent(Path jar) throws IOException {
    try (var extraction = Extraction.claim(jar)) {
      return extraction.isCurrent();
    }
  }

  private Path jar(String content) throws IOException {
    var jar = Files.writeString(target.resolve("application-exec.jar"), content);
    return Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
  }
}
