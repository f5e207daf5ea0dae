package io.firstserved.command.log;

import io.firstserved.command.log.BatchGuards.TakenKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writer's statements, each one round trip, on a connection whose transaction the caller
 * controls. They run on MySQL and MariaDB alike.
 */
final class LogTable {

  private static final String TAKE_INDEXES =
      "UPDATE log_position SET head = LAST_INSERT_ID(head + ?) WHERE id = 1";
  // Also changes the row, so that the commit has something to be certified.
  private static final String PROBE = "UPDATE log_position SET probes = probes + 1 WHERE id = 1";
  // Two statements in one round trip: the second sees what was committed before the first got the
  // lock, because at READ COMMITTED each statement reads afresh.
  private static final String TAKE_INDEXES_AND_READ_VERSIONS =
      TAKE_INDEXES
          + "; SELECT '', LAST_INSERT_ID() UNION ALL"
          + " SELECT aggregate_identifier, MAX(sequence_number) FROM domain_event_entry"
          + " WHERE aggregate_identifier IN (%s) GROUP BY aggregate_identifier";
  private static final String KEYS =
      "SELECT event_identifier, aggregate_identifier, sequence_number FROM domain_event_entry";
  // With a long list MariaDB may prefer to read the whole table, under the lock of all writers.
  private static final String TAKEN_KEYS =
      KEYS
          + " FORCE INDEX (domain_event_entry_identifier) WHERE event_identifier IN (%1$s) UNION ALL "
          + KEYS
          + " FORCE INDEX (domain_event_entry_stream) WHERE aggregate_identifier IN (%1$s)";
  private static final String STORED =
      KEYS + " WHERE global_index BETWEEN ? AND ? ORDER BY global_index";
  private static final String INSERT =
      "INSERT INTO domain_event_entry (global_index, event_identifier, aggregate_identifier,"
          + " sequence_number, type, time_stamp, payload_type, payload_revision, payload,"
          + " meta_data) VALUES ";
  private static final String INSERT_ROW = "(?,?,?,?,?,?,?,?,?,?)";
  // The head that the same round trip has just taken, counted back.
  private static final String APPEND_ROW = "(LAST_INSERT_ID() - ?,?,?,?,?,?,?,?,?,?)";

  /**
   * What a batch begins with.
   *
   * @param firstIndex the first of its indexes
   * @param campaignVersions sequence number of the last event of each campaign it issues for
   */
  record Start(long firstIndex, Map<String, Long> campaignVersions) {}

  /** No campaign's identity is empty. */
  private static final String NO_CAMPAIGN = "";

  private final Connection connection;

  LogTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the next indexes, and with them the lock that keeps every other batch out until this
   * transaction ends. A negative number gives indexes back.
   *
   * @return the last of the indexes, the new head
   */
  long takeIndexes(int count) throws SQLException {
    try (var statement =
        connection.prepareStatement(TAKE_INDEXES, Statement.RETURN_GENERATED_KEYS)) {
      statement.setInt(1, count);
      requireMigrated(statement.executeUpdate());
      try (var keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /**
   * Waits for every running batch to end, keeps others out until this transaction ends, and writes,
   * so that a server which may not commit is found out by the commit.
   */
  void probe() throws SQLException {
    try (var statement = connection.prepareStatement(PROBE)) {
      requireMigrated(statement.executeUpdate());
    }
  }

  /** Takes an index for each of these rows, and reads the campaigns that they issue for. */
  Start start(List<EventRow> rows) throws SQLException {
    var campaigns = campaigns(rows);
    try (var statement =
        connection.prepareStatement(withList(TAKE_INDEXES_AND_READ_VERSIONS, campaigns))) {
      return started(statement, rows, campaigns);
    }
  }

  /**
   * The same, and inserts the rows, all in one round trip.
   *
   * @throws java.sql.SQLIntegrityConstraintViolationException if a key is taken; the transaction
   *     has to be rolled back then
   */
  Start append(List<EventRow> rows) throws SQLException {
    var campaigns = campaigns(rows);
    var sql =
        withList(TAKE_INDEXES_AND_READ_VERSIONS, campaigns)
            + "; "
            + INSERT
            + String.join(",", Collections.nCopies(rows.size(), APPEND_ROW));
    try (var statement = connection.prepareStatement(sql)) {
      int parameter = 1 + campaigns.size();
      long back = rows.size();
      for (var row : rows) {
        statement.setLong(++parameter, --back);
        parameter = bind(statement, parameter, row);
      }
      return started(statement, rows, campaigns);
    }
  }

  /** The campaigns that rows issue for; never empty, because a list in SQL must not be. */
  private static List<String> campaigns(List<EventRow> rows) {
    var campaigns =
        rows.stream()
            .map(EventRow::expectedVersion)
            .filter(ExpectedVersion.Exactly.class::isInstance)
            .map(expected -> ((ExpectedVersion.Exactly) expected).campaign())
            .distinct()
            .toList();
    return campaigns.isEmpty() ? List.of(NO_CAMPAIGN) : campaigns;
  }

  private static Start started(
      PreparedStatement statement, List<EventRow> rows, List<String> campaigns)
      throws SQLException {
    statement.setInt(1, rows.size());
    bind(statement, 2, campaigns);
    statement.execute();
    requireMigrated(statement.getUpdateCount());
    statement.getMoreResults();
    try (var result = statement.getResultSet()) {
      result.next();
      long head = result.getLong(2);
      return new Start(head - rows.size() + 1, versions(result));
    }
  }

  private static Map<String, Long> versions(ResultSet rest) throws SQLException {
    var versions = new HashMap<String, Long>();
    while (rest.next()) {
      versions.put(rest.getString(1), rest.getLong(2));
    }
    return versions;
  }

  private static void requireMigrated(int updated) throws SQLException {
    if (updated != 1) {
      throw new SQLException("log_position has no row: the schema is not migrated");
    }
  }

  /** Which of these rows' keys the log has already. */
  TakenKeys takenKeys(List<EventRow> rows) throws SQLException {
    try (var statement = connection.prepareStatement(withList(TAKEN_KEYS, rows))) {
      bind(statement, 1, rows.stream().map(EventRow::eventIdentifier).toList());
      bind(statement, 1 + rows.size(), rows.stream().map(EventRow::aggregateIdentifier).toList());
      var taken = TakenKeys.none();
      for (var key : keys(statement)) {
        taken.eventIdentifiers().add(key.eventIdentifier());
        taken.positions().add(key.position());
      }
      return taken;
    }
  }

  /** Whether exactly these rows stand in the log from this index on. */
  boolean stands(List<EventRow> rows, long firstIndex) throws SQLException {
    try (var statement = connection.prepareStatement(STORED)) {
      statement.setLong(1, firstIndex);
      statement.setLong(2, firstIndex + rows.size() - 1);
      return keys(statement).equals(rows.stream().map(RowKeys::of).toList());
    }
  }

  /** Inserts the rows with the indexes from this one on. */
  void insert(List<EventRow> rows, long firstIndex) throws SQLException {
    var sql = INSERT + String.join(",", Collections.nCopies(rows.size(), INSERT_ROW));
    try (var statement = connection.prepareStatement(sql)) {
      int parameter = 0;
      long index = firstIndex;
      for (var row : rows) {
        statement.setLong(++parameter, index++);
        parameter = bind(statement, parameter, row);
      }
      statement.executeUpdate();
    }
  }

  /** Binds everything but the index, after this parameter. Returns the last one bound. */
  private static int bind(PreparedStatement statement, int after, EventRow row)
      throws SQLException {
    int parameter = after;
    statement.setString(++parameter, row.eventIdentifier());
    statement.setString(++parameter, row.aggregateIdentifier());
    statement.setLong(++parameter, row.sequenceNumber());
    statement.setString(++parameter, row.type());
    statement.setString(++parameter, row.timeStamp());
    statement.setString(++parameter, row.payloadType());
    statement.setString(++parameter, row.payloadRevision());
    statement.setBytes(++parameter, row.payload());
    statement.setBytes(++parameter, row.metaData());
    return parameter;
  }

  /** Undoes what this transaction did and gives its lock and indexes back. */
  void rollback() throws SQLException {
    connection.rollback();
  }

  private static String withList(String sql, Collection<?> values) {
    return sql.formatted(String.join(",", Collections.nCopies(values.size(), "?")));
  }

  private static void bind(PreparedStatement statement, int from, List<String> values)
      throws SQLException {
    int parameter = from;
    for (var value : values) {
      statement.setString(parameter++, value);
    }
  }

  private static List<RowKeys> keys(PreparedStatement statement) throws SQLException {
    var keys = new ArrayList<RowKeys>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        keys.add(new RowKeys(result.getString(1), result.getString(2), result.getLong(3)));
      }
    }
    return keys;
  }

  /** A row's unique keys, as the log has them. */
  private record RowKeys(String eventIdentifier, String aggregateIdentifier, long sequenceNumber) {
    static RowKeys of(EventRow row) {
      return new RowKeys(row.eventIdentifier(), row.aggregateIdentifier(), row.sequenceNumber());
    }

    EventRow.StreamPosition position() {
      return new EventRow.StreamPosition(aggregateIdentifier, sequenceNumber);
    }
  }
}
