package io.firstserved.database.group;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server of a group, on a connection that is kept. One question at a time: while a server
 * is silent, who comes later has no answer after a limit instead of a thread that waits.
 */
final class GroupServer implements AutoCloseable {

  private final String address;
  private final String url;
  private final Properties access;
  private final Duration turnLimit;
  private final ReentrantLock asking = new ReentrantLock();
  private @Nullable Connection connection;

  /**
   * @param address host and port, to name it by
   * @param url of this server
   * @param access user, password and limits of the connection
   * @param turnLimit how long a question waits for the one before it; zero for not at all
   */
  GroupServer(String address, String url, Properties access, Duration turnLimit) {
    this.address = address;
    this.url = url;
    this.access = access;
    this.turnLimit = turnLimit;
  }

  String address() {
    return address;
  }

  /**
   * Asks it.
   *
   * @throws SQLException if it does not answer, refuses, or is being asked by another
   */
  <T> T ask(Question<T> question) throws SQLException {
    takeTurn();
    try {
      return question.ask(connected());
    } catch (SQLException noAnswer) {
      disconnect();
      throw noAnswer;
    } finally {
      asking.unlock();
    }
  }

  private void takeTurn() throws SQLException {
    try {
      if (asking.tryLock(turnLimit.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    throw new SQLTransientConnectionException("has not answered the question before yet");
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
