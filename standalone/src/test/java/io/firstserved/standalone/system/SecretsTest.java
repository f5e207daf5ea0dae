package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.standalone.token.SharedSecret;
import io.firstserved.standalone.token.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String SHARED = "a-secret-for-tests-of-at-least-32-characters";

  @TempDir private Path root;

  private static String keySet(Secrets secrets) {
    return ((SigningKey) secrets.signer()).keySet();
  }

  @Test
  void areMadeOnceAndNoServerTakesThemForTooLong() {
    var made = Secrets.of(new DataFolder(root), null);

    // MySQL refuses a longer one for a channel of a group, and only when the group starts.
    assertThat(List.of(made.mysqlRoot(), made.command(), made.query(), made.replication()))
        .doesNotHaveDuplicates()
        .allSatisfy(password -> assertThat(password).hasSize(32));
    var again = Secrets.of(new DataFolder(root), null);
    assertThat(again.replication()).isEqualTo(made.replication());
    assertThat(keySet(again)).isEqualTo(keySet(made));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void signByTheFoldersKeyUnlessASecretIsGiven(String given) {
    assertThat(Secrets.of(new DataFolder(root), given).signer()).isInstanceOf(SigningKey.class);
  }

  @Test
  void signByTheSecretThatIsGiven() {
    assertThat(Secrets.of(new DataFolder(root), SHARED).signer())
        .asInstanceOf(InstanceOfAssertFactories.type(SharedSecret.class))
        .extracting(SharedSecret::secret)
        .isEqualTo(SHARED);
  }

  @Test
  void giveAFolderOfBeforeItsKeysAndForgetTheSecretThatBothSidesKnew() throws Exception {
    var file = new DataFolder(root).secretsFile();
    Files.writeString(file, "jwt-secret=" + SHARED + "\nmysql-query-password=kept\n");

    var secrets = Secrets.of(new DataFolder(root), null);

    assertThat(secrets.query()).isEqualTo("kept");
    assertThat(secrets.signer()).isInstanceOf(SigningKey.class);
    assertThat(file).content().doesNotContain(SHARED).contains("mysql-query-password=kept");
    assertThat(keySet(Secrets.of(new DataFolder(root), null))).isEqualTo(keySet(secrets));
  }
}
