package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.servers.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path root;

  @Test
  void keepsItsSecretsForItsOwnerAndForEver() throws Exception {
    var folder = new DataFolder(root);
    var first = Secrets.of(folder);

    assertThat(Secrets.of(folder).auditor()).isEqualTo(first.auditor()).hasSizeGreaterThan(30);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secretsFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void remembersWhatRunsWhere() throws Exception {
    var folder = new DataFolder(root);
    Files.createDirectories(folder.run());
    var description =
        new Description(
            List.of(
                new Description.Part(Description.Kind.MYSQL, "", "jdbc:mysql://db/"),
                new Description.Part(Description.Kind.QUERY, "query-side", "http://127.0.0.1:1")),
            "jdbc:mysql://db/log?a=b&c=d");

    description.write(folder);

    assertThat(Description.read(folder)).contains(description);
  }

  @Test
  void doesNotTakeAnotherProcessWithTheSamePidForOurs() {
    var folder = new DataFolder(root);
    var self = ProcessIdentity.ofThisJvm();
    new ProcessIdentity(self.pid(), "another").writeTo(folder.run().resolve("redis.pid"));
    self.writeTo(folder.run().resolve("kafka.pid"));

    assertThat(folder.recorded()).extracting(DataFolder.Recorded::name).containsExactly("kafka");
  }
}
