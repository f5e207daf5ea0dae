package io.firstserved.standalone.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two databases and their three users: each side owns its own, the auditor may only read the
 * log. Schemas are the applications' own business.
 *
 * @param serverUrl JDBC URL of the server, or of the servers of a group, ending in a slash
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

  /** Where the applications see who the primary is, and what waits at the members. */
  private static final List<String> OF_THE_GROUP =
      List.of(
          "performance_schema.replication_group_members",
          "performance_schema.replication_group_member_stats");

  private static final Pattern SERVER = Pattern.compile("[/,]([^/,]+)(?=[/,])");

  private static final String OPTIONS =
      "?rewriteBatchedStatements=true&cacheServerConfiguration=true&useLocalSessionState=true"
          + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

  /** The URL of one of the databases. */
  String url(String database) {
    return serverUrl + database + OPTIONS;
  }

  /** Whether the URL names several servers: a MySQL group. */
  boolean isGroup() {
    return serverUrl.contains(",");
  }

  /** Creates what is missing and sets the users' passwords. */
  void prepare(Secrets secrets) {
    try (var connection = isGroup() ? primary() : connect(url(""))) {
      for (var name : List.of(LOG, READ_MODEL)) {
        execute(connection, "CREATE DATABASE IF NOT EXISTS " + name + " CHARACTER SET utf8mb4");
      }
      user(connection, COMMAND_USER, secrets.command(), "ALL ON " + LOG);
      user(connection, QUERY_USER, secrets.query(), "ALL ON " + READ_MODEL);
      user(connection, AUDITOR_USER, secrets.auditor(), "SELECT ON " + LOG);
      if (isGroup()) {
        for (var user : List.of(COMMAND_USER, QUERY_USER, AUDITOR_USER)) {
          for (var table : OF_THE_GROUP) {
            execute(connection, "GRANT SELECT ON " + table + " TO '" + user + "'@'%'");
          }
        }
      }
    } catch (SQLException e) {
      throw new StartFailedException(
          "The databases could not be prepared on " + serverUrl + ": " + e.getMessage());
    }
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, adminUser, adminPassword);
  }

  /** A server that takes writes: in a group there is one. */
  private Connection primary() throws SQLException {
    var last = new SQLException("none of the servers takes writes");
    for (var server : SERVER.matcher(serverUrl).results().map(found -> found.group(1)).toList()) {
      try {
        var connection = ifTakesWrites(connect("jdbc:mysql://" + server + "/" + OPTIONS));
        if (connection != null) {
          return connection;
        }
      } catch (SQLException away) {
        last.addSuppressed(away);
      }
    }
    throw last;
  }

  /** The connection, or null and it is closed. */
  private static @Nullable Connection ifTakesWrites(Connection connection) throws SQLException {
    boolean kept = false;
    try {
      kept = takesWrites(connection);
      return kept ? connection : null;
    } finally {
      if (!kept) {
        connection.close();
      }
    }
  }

  private static boolean takesWrites(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT @@global.super_read_only")) {
      row.next();
      return !row.getBoolean(1);
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
