package io.firstserved.servers;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The database server of the tests. It is MariaDB unless the environment variables {@code
 * FIRST_SERVED_TEST_MYSQL_URL}, {@code …_USER} and {@code …_PASSWORD} (or system properties of the
 * same names in lower case) name a MySQL that runs already; databases made there are dropped at the
 * end.
 */
public final class TestMySql {

  private final String serverUrl;
  private final String username;
  private final String password;
  private final List<String> made = new ArrayList<>();

  private TestMySql(String serverUrl, String username, String password) {
    this.serverUrl = serverUrl;
    this.username = username;
    this.password = password;
  }

  static TestMySql of(MariaDb server) {
    var serverUrl = "jdbc:mysql://127.0.0.1:" + server.port() + "/";
    return new TestMySql(serverUrl, server.username(), server.password());
  }

  static Optional<TestMySql> fromEnvironment() {
    var url = setting("FIRST_SERVED_TEST_MYSQL_URL");
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    var user = Optional.ofNullable(setting("FIRST_SERVED_TEST_MYSQL_USER")).orElse("root");
    var password = Optional.ofNullable(setting("FIRST_SERVED_TEST_MYSQL_PASSWORD")).orElse("");
    var mysql = new TestMySql(url.replaceFirst("\\?.*", ""), user, password);
    Runtime.getRuntime().addShutdownHook(new Thread(mysql::dropAll, "test-databases-drop"));
    return Optional.of(mysql);
  }

  /** An empty database that nobody else uses; its name begins with the prefix. */
  public synchronized TestDatabase freshDatabase(String prefix) {
    var name = prefix + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    made.add(name);
    return new TestDatabase(name, serverUrl + name + MariaDb.URL_OPTIONS, username, password);
  }

  /** Runs a statement as the user that may do everything, outside any database. */
  public void execute(String sql) {
    try (var connection =
            DriverManager.getConnection(serverUrl + MariaDb.URL_OPTIONS, username, password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private synchronized void dropAll() {
    made.forEach(name -> execute("DROP DATABASE IF EXISTS " + name));
  }

  private static @Nullable String setting(String name) {
    return System.getProperty(name.toLowerCase(Locale.ROOT), System.getenv(name));
  }
}
