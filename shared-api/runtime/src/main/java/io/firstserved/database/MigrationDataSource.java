package io.firstserved.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for changes of a schema: on a long table one takes minutes, which no other statement
 * may. Waits as briefly for a connection as its source, and long for an answer on it.
 */
public final class MigrationDataSource extends DelegatingDataSource {

  private final Duration statementLimit;

  /**
   * For one user of one schema.
   *
   * @param connections new connections: none of a pool, which others would get with this limit
   * @param statementLimit longest wait for one statement
   */
  public MigrationDataSource(DataSource connections, Duration statementLimit) {
    super(connections);
    this.statementLimit = statementLimit;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return withLimit(super.getConnection(), statementLimit);
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
