package io.firstserved.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where MySQL is installed; {@code .ci/mysql-group programs} installs it beside the host's. */
class MySqlGroupIT {

  /** An election, or an expulsion and what a server that was away has to catch up with. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String STATE =
      "SELECT member_state FROM performance_schema.replication_group_members"
          + " WHERE member_id = @@global.server_uuid";

  @BeforeAll
  static void needsMySql() {
    assumeTrue(MySqlPrograms.missing().isEmpty(), () -> "no MySQL: " + MySqlPrograms.missing());
  }

  @Test
  void takesAKilledServerBackWithAllThatWasWritten() {
    var settings =
        new MySqlGroup.Settings(scripts(), ports(), "a-root-password", "a-replication-password");
    try (var group = MySqlGroup.start(TestServers.newFolder("mysql-group"), settings)) {
      var ports = settings.ports();
      assertThat(ports.stream().filter(port -> writes(port, "CREATE DATABASE written")).count())
          .as("primaries")
          .isEqualTo(1);

      var victim = group.members().getFirst();
      victim.kill();
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  ports.stream()
                      .skip(1)
                      .anyMatch(
                          port -> writes(port, "CREATE TABLE written.row_1 (id INT PRIMARY KEY)")));
      victim.restart();

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(ports)
                      .allMatch(port -> says(port, "SHOW TABLES IN written").isPresent()));

      killEntryPoint(victim);
      victim.restart();
      await()
          .atMost(LIMIT)
          .ignoreException(NoSuchFileException.class)
          .untilAsserted(
              () -> {
                assertThat(hasServer(victim)).isTrue();
                assertThat(says(victim.port(), STATE)).contains("ONLINE");
              });
    }
  }

  /** The server itself goes on. */
  private static void killEntryPoint(EmbeddedServer member) {
    var entryPoint = ProcessHandle.of(member.pid()).orElseThrow();
    entryPoint.destroyForcibly();
    entryPoint.onExit().join();
    assertThat(says(member.port(), "SELECT 'alive'")).isPresent();
  }

  /** Whether the server that holds the data and the port is its entry point's own. */
  private static boolean hasServer(EmbeddedServer member) throws IOException {
    var server = Files.readString(Path.of(MySqlMember.socket(member.port()) + ".lock")).strip();
    return ProcessHandle.of(member.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .anyMatch(each -> Long.toString(each.pid()).equals(server));
  }

  private static Path scripts() {
    return Path.of("..", "..", "docker", "mysql").toAbsolutePath().normalize();
  }

  private static List<Integer> ports() {
    return IntStream.generate(Ports::free)
        .filter(port -> Ports.isFree(port + MySqlGroup.GROUP_PORT_OFFSET))
        .distinct()
        .limit(MySqlGroup.SERVERS)
        .boxed()
        .toList();
  }

  private static boolean writes(int port, String statement) {
    try (var connection = DriverManager.getConnection(url(port), "root", "a-root-password")) {
      return connection.createStatement().executeUpdate(statement) >= 0;
    } catch (SQLException refused) {
      return false;
    }
  }

  private static Optional<String> says(int port, String question) {
    try (var connection = DriverManager.getConnection(url(port), "root", "a-root-password");
        var rows = connection.createStatement().executeQuery(question)) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    } catch (SQLException away) {
      return Optional.empty();
    }
  }

  private static String url(int port) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/"
        + MariaDb.URL_OPTIONS
        + "&connectTimeout=1000&socketTimeout=10000";
  }
}
