package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @Test
  void areMadeOnceAndNoServerTakesThemForTooLong(@TempDir Path folder) {
    var made = Secrets.of(new DataFolder(folder));

    // MySQL refuses a longer one for a channel of a group, and only when the group starts.
    assertThat(List.of(made.mysqlRoot(), made.command(), made.query(), made.replication()))
        .doesNotHaveDuplicates()
        .allSatisfy(password -> assertThat(password).hasSize(32));
    assertThat(made.jwt()).hasSizeGreaterThanOrEqualTo(43);
    assertThat(Secrets.of(new DataFolder(folder)).replication()).isEqualTo(made.replication());
  }
}
