package io.firstserved.database.group;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a server is asked on a connection.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface Question<T> {

  /**
   * Asks.
   *
   * @throws SQLException if the server does not answer, or refuses
   */
  T ask(Connection connection) throws SQLException;
}
