package io.firstserved.database.group;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server for its view of the group, on a connection that is kept. One question at a time:
 * while a server is silent, who comes later has no answer at once instead of a thread that waits.
 */
final class GroupServer implements AutoCloseable {

  private final String address;
  private final String url;
  private final Properties access;
  private final ReentrantLock asking = new ReentrantLock();
  private @Nullable Connection connection;

  /**
   * @param address host and port, to name it by
   * @param url of this server
   * @param access user, password and limits of the connection
   */
  GroupServer(String address, String url, Properties access) {
    this.address = address;
    this.url = url;
    this.access = access;
  }

  String address() {
    return address;
  }

  /**
   * Its view of the group.
   *
   * @throws SQLException if it does not answer, refuses, or is being asked by another
   */
  MemberView view() throws SQLException {
    if (!asking.tryLock()) {
      throw new SQLTransientConnectionException("has not answered the question before yet");
    }
    try {
      return MemberView.ask(connected());
    } catch (SQLException noAnswer) {
      disconnect();
      throw noAnswer;
    } finally {
      asking.unlock();
    }
  }

  private Connection connected() throws SQLException {
    var kept = connection;
    if (kept == null) {
      kept = DriverManager.getConnection(url, access);
      connection = kept;
    }
    return kept;
  }

  private void disconnect() {
    var lost = connection;
    connection = null;
    if (lost != null) {
      try {
        lost.abort(Runnable::run); // a server that is silent would not be told goodbye
      } catch (SQLException goneAlready) {
        // nothing is left to close
      }
    }
  }

  @Override
  public void close() {
    asking.lock();
    try {
      disconnect();
    } finally {
      asking.unlock();
    }
  }
}
