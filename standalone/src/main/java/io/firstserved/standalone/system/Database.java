package io.firstserved.standalone.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * The two databases and their three users: each side owns its own, the auditor may only read the
 * log. Schemas are the applications' own business.
 *
 * @param serverUrl JDBC URL of the server, ending in a slash
 * @param adminUser may create databases and users
 * @param adminPassword of that user
 */
record Database(String serverUrl, String adminUser, String adminPassword) {

  static final String LOG = "first_served_log";
  static final String READ_MODEL = "first_served_query";
  static final String COMMAND_USER = "first_served_command";
  static final String QUERY_USER = "first_served_query";

  /** May only read the log. */
  static final String AUDITOR_USER = "first_served_auditor";

  private static final String OPTIONS =
      "?rewriteBatchedStatements=true&cacheServerConfiguration=true&useLocalSessionState=true"
          + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

  /** The URL of one of the databases. */
  String url(String database) {
    return serverUrl + database + OPTIONS;
  }

  /** Creates what is missing and sets the users' passwords. */
  void prepare(Secrets secrets) {
    try (var connection = DriverManager.getConnection(url(""), adminUser, adminPassword)) {
      for (var name : List.of(LOG, READ_MODEL)) {
        execute(connection, "CREATE DATABASE IF NOT EXISTS " + name + " CHARACTER SET utf8mb4");
      }
      user(connection, COMMAND_USER, secrets.command(), "ALL ON " + LOG);
      user(connection, QUERY_USER, secrets.query(), "ALL ON " + READ_MODEL);
      user(connection, AUDITOR_USER, secrets.auditor(), "SELECT ON " + LOG);
    } catch (SQLException e) {
      throw new StartFailedException(
          "The databases could not be prepared on " + serverUrl + ": " + e.getMessage());
    }
  }

  private static void user(Connection connection, String name, String password, String grant)
      throws SQLException {
    var account = "'" + name + "'@'%'";
    var secret = " IDENTIFIED BY '" + password + "'";
    execute(connection, "CREATE USER IF NOT EXISTS " + account + secret);
    execute(connection, "ALTER USER " + account + secret);
    execute(connection, "GRANT " + grant + ".* TO " + account);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
