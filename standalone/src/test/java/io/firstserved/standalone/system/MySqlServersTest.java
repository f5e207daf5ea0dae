package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MySqlServersTest {

  @TempDir private Path root;

  @Test
  void areOneUnlessMoreAreWanted() {
    assertThat(count(null, false)).isEqualTo(1);
    assertThat(count(1, true)).isEqualTo(1);
  }

  @Test
  void areThoseThatHaveTheLog() throws IOException {
    Files.createDirectories(root.resolve("data/mariadb"));

    assertThat(count(null, true)).isEqualTo(1);
    assertThat(count(1, true)).isEqualTo(1);
    assertThatThrownBy(() -> count(3, true))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("lies on 1 server(s)");
  }

  @Test
  void areNotOneWhereAGroupHasTheLog() throws IOException {
    Files.createDirectories(root.resolve("data/mysql-3307"));

    assertThatThrownBy(() -> count(1, false))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("lies on 3 server(s)");
  }

  @Test
  void areNoOtherNumber() {
    assertThatThrownBy(() -> count(2, true))
        .isInstanceOf(StartFailedException.class)
        .hasMessage("--mysql-servers is 1 or 3, not 2");
  }

  private int count(Integer asked, boolean highlyAvailable) {
    return MySqlServers.count(new DataFolder(root), asked, highlyAvailable);
  }
}
