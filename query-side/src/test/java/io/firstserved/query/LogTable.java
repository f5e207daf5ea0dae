package io.firstserved.query;

import io.firstserved.servers.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.messaging.Headers;

/** The log's table as the query side sees it, for tests that need it beside the topic. */
public final class LogTable {

  private final TestDatabase database;

  private LogTable(TestDatabase database) {
    this.database = database;
  }

  /** Makes the columns that the query side reads. */
  public static LogTable create(TestDatabase database) {
    var table = new LogTable(database);
    table.execute(
        "CREATE TABLE domain_event_entry (global_index BIGINT PRIMARY KEY,"
            + " aggregate_identifier VARCHAR(36) NOT NULL, time_stamp VARCHAR(30) NOT NULL,"
            + " event_identifier VARCHAR(64) NOT NULL, payload_type VARCHAR(255) NOT NULL,"
            + " payload BLOB NOT NULL)");
    table.execute(
        "CREATE TABLE log_incarnation (log_id INT NOT NULL, incarnation BIGINT NOT NULL,"
            + " first_index BIGINT NOT NULL, previous_fingerprint CHAR(16) NOT NULL,"
            + " begun_at DATETIME(3) NOT NULL, begun_by VARCHAR(255) NOT NULL,"
            + " reason VARCHAR(500) NOT NULL, PRIMARY KEY (log_id, incarnation))");
    table.beginIncarnation(0, 1);
    return table;
  }

  /** Accepts that the log ends before this index, as an operator does. */
  public void beginIncarnation(long number, long firstIndex) {
    execute(
        "INSERT INTO log_incarnation VALUES (0, %d, %d, '', UTC_TIMESTAMP(3), 'olga', 'a test')"
            .formatted(number, firstIndex));
  }

  /** Records an event that the relay has not sent, or has: the topic knows. */
  public void record(LogOnTopic.Sealed event) {
    try (var recorder = recorder()) {
      recorder.record(event);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Records events over one connection, as fast as a benchmark does; the caller closes it. */
  public Recorder recorder() throws SQLException {
    return new Recorder(
        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password()));
  }

  /** Records events over one connection. */
  public static final class Recorder implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement insert;

    private Recorder(Connection connection) throws SQLException {
      this.connection = connection;
      this.insert =
          connection.prepareStatement("INSERT INTO domain_event_entry VALUES (?, ?, ?, ?, ?, ?)");
    }

    /** Records one event. */
    public void record(LogOnTopic.Sealed event) throws SQLException {
      var sent = event.record();
      insert.setLong(1, event.index());
      insert.setString(2, sent.key());
      insert.setString(3, Instant.now().toString());
      insert.setString(4, header(sent, Headers.MESSAGE_ID));
      insert.setString(5, header(sent, Headers.MESSAGE_TYPE));
      insert.setBytes(6, sent.value());
      insert.execute();
    }

    private static String header(ProducerRecord<String, byte[]> sent, String name) {
      return new String(sent.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** Takes an event away, as a restore of an older state does. */
  public void lose(long index) {
    execute("DELETE FROM domain_event_entry WHERE global_index = " + index);
  }

  /** Puts another event at an event's place. */
  public void replace(LogOnTopic.Sealed event, String newIdentifier) {
    execute(
        "UPDATE domain_event_entry SET event_identifier = '%s' WHERE global_index = %d"
            .formatted(newIdentifier, event.index()));
  }

  public TestDatabase database() {
    return database;
  }

  private void execute(String sql) {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
