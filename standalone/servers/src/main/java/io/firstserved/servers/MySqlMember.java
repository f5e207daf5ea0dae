package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One server of a MySQL group: {@code docker/mysql/member}, which starts its {@code mysqld}, lets
 * it into the group and ends with it.
 */
final class MySqlMember extends EmbeddedServer {

  /** An empty server that is cloned answers when it has all the data. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final String ONLINE =
      "SELECT member_state = 'ONLINE' FROM performance_schema.replication_group_members"
          + " WHERE member_id = @@global.server_uuid";

  private final ServerFolder folder;
  private final MySqlGroup.Settings settings;

  private MySqlMember(
      ServerFolder folder, MySqlGroup.Settings settings, int port, ChildProcess process) {
    super(port, process);
    this.folder = folder;
    this.settings = settings;
  }

  /** Launches it, and does not wait. */
  static MySqlMember launch(ServerFolder folder, MySqlGroup.Settings settings, int port) {
    return new MySqlMember(folder, settings, port, process(folder, settings, port));
  }

  /** Waits until it is a member of the group. */
  void awaitOnline() {
    Readiness.await(process(), START_LIMIT, () -> says(ONLINE));
  }

  /** Until it answers: what it waits for to be a member again may be another that is starting. */
  @Override
  ChildProcess startAgain() {
    var process = process(folder, settings, port());
    Readiness.await(process, START_LIMIT, () -> says("SELECT TRUE"));
    return process;
  }

  private boolean says(String question) throws SQLException {
    var url = settings.url(List.of(port())) + MariaDb.URL_OPTIONS;
    var limits = "&connectTimeout=1000&socketTimeout=5000";
    try (var connection =
            DriverManager.getConnection(url + limits, "root", settings.rootPassword());
        var statement = connection.createStatement();
        var row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static ChildProcess process(ServerFolder folder, MySqlGroup.Settings settings, int port) {
    var environment =
        Map.of(
            "GROUP_SERVERS", settings.addresses(),
            "GROUP_SERVER", "127.0.0.1:" + port,
            "MYSQL_FOLDER", folder.data().toString(),
            "MYSQL_CONFIGURATION", configuration(folder, settings).toString(),
            "MYSQL_SOCKET", socket(port).toString(),
            "MYSQL_USERS", settings.scripts().resolve("loopback-users.sh").toString(),
            "MYSQL_ROOT_PASSWORD", settings.rootPassword(),
            "REPLICATION_DB_PASSWORD", settings.replicationPassword());
    var program = settings.scripts().resolve("member").toString();
    return ChildProcess.start("MySQL on port " + port, List.of(program), environment, folder);
  }

  /** A short path: a UNIX socket's may have no more than 107 characters. */
  static Path socket(int port) {
    return Path.of(System.getProperty("java.io.tmpdir"), "first-served-" + port + ".sock");
  }

  /** What Compose's servers have, with sizes for three of them on one machine. */
  private static Path configuration(ServerFolder folder, MySqlGroup.Settings settings) {
    var user = System.getProperty("user.name").equals("root") ? "user=root\n" : "";
    var text =
        """
        !include %1$s/first-served.cnf
        !include %1$s/group.cnf
        [mysqld]
        bind_address=127.0.0.1
        secure_file_priv=NULL
        slow_query_log_file=%2$s/slow.log
        pid_file=%2$s/mysqld.pid
        innodb_buffer_pool_size=256M
        innodb_redo_log_capacity=512M
        """
            .formatted(settings.scripts(), folder.data());
    try {
      Files.createDirectories(folder.data());
      return Files.writeString(folder.data().resolve("my.cnf"), text + user);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
