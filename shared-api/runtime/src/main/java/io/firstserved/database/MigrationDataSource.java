package io.firstserved.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections for changes of a schema: on a long table one takes minutes, which no other statement
 * may. Waits briefly for a connection, and long for an answer on it. Every connection is a new one.
 */
public final class MigrationDataSource extends AbstractDataSource {

  private final String url;
  private final Properties properties = new Properties();
  private final Duration statementLimit;

  /**
   * For one user of one schema.
   *
   * @param url JDBC URL
   * @param username who changes the schema
   * @param password that user's password
   * @param connectLimit longest wait for the server to accept a connection, and for each answer
   *     while it does
   * @param statementLimit longest wait for one statement
   */
  public MigrationDataSource(
      String url,
      @Nullable String username,
      @Nullable String password,
      Duration connectLimit,
      Duration statementLimit) {
    this.url = url;
    this.statementLimit = statementLimit;
    put("user", username);
    put("password", password);
    put("connectTimeout", Long.toString(connectLimit.toMillis()));
    put("socketTimeout", Long.toString(connectLimit.toMillis()));
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return withLimit(DriverManager.getConnection(url, properties), statementLimit);
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLException("one user migrates: the application's");
  }

  /**
   * Lets a connection wait this long for an answer. A pooled one is as before when it goes back.
   *
   * @throws SQLException if the connection is closed
   */
  public static Connection withLimit(Connection connection, Duration statementLimit)
      throws SQLException {
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(statementLimit.toMillis()));
    return connection;
  }
}
