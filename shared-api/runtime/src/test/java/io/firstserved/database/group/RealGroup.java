package io.firstserved.database.group;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Properties;

/** Three real servers that {@code .ci/mysql-group start} has started. */
final class RealGroup {

  /** Environment variable: the folder that the group was started in. */
  static final String FOLDER = "FIRST_SERVED_TEST_MYSQL_GROUP";

  private static final String SCRIPT = ".ci/mysql-group";

  private final String folder = System.getenv(FOLDER);
  private final Properties access = new Properties();

  RealGroup() {
    try (var text = Files.newBufferedReader(Path.of(folder, "access"))) {
      // "port=24306 password=secret", as the script's shell reads it.
      for (var setting : text.readLine().split(" ")) {
        var parts = setting.split("=", 2);
        access.setProperty(parts[0], parts[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a server listens. */
  String address(int server) {
    return "127.0.0.1:" + (Integer.parseInt(access.getProperty("port")) + server - 1);
  }

  /** Of a pool that opens connections as they are needed. */
  HikariConfig pool() {
    var config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:mysql://%s,%s,%s/".formatted(address(1), address(2), address(3))
            + "?sslMode=DISABLED&allowPublicKeyRetrieval=true");
    config.setUsername("root");
    config.setPassword(access.getProperty("password"));
    config.setMinimumIdle(0);
    config.setMaximumPoolSize(4);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /** Number of the primary. */
  int primary() {
    return Integer.parseInt(run("primary"));
  }

  /** Number of a member that is not the primary. */
  int secondary() {
    return primary() % 3 + 1;
  }

  /** One of the script's commands. */
  String run(String command, Object... more) {
    var words = new ArrayList<String>();
    words.add(root().resolve(SCRIPT).toString());
    words.add(command);
    words.add(folder);
    for (var word : more) {
      words.add(word.toString());
    }
    try {
      var process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(words + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(SCRIPT))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
