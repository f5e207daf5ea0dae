package io.firstserved.command.log.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements that read the log's lives and begin another one. */
final class IncarnationTable {

  private static final String COLUMNS =
      "incarnation, first_index, previous_fingerprint, begun_at, begun_by, reason";

  private final JdbcClient jdbc;

  IncarnationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How far the relay came, as it stored it.
   *
   * @param index the last event that it carried
   * @param memo its own
   */
  record Relayed(long index, String memo) {}

  List<StoredIncarnation> all() {
    return jdbc.sql(
            "SELECT " + COLUMNS + " FROM log_incarnation WHERE log_id = :log ORDER BY incarnation")
        .param("log", LogIdentity.LOG)
        .query((row, n) -> read(row))
        .list();
  }

  private static StoredIncarnation read(ResultSet row) throws SQLException {
    return new StoredIncarnation(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString(5),
        row.getString(6));
  }

  /** The log's head; nobody appends before this transaction has ended. */
  long lockHead() {
    return jdbc.sql("SELECT head FROM log_position WHERE id = 1 FOR UPDATE")
        .query(Long.class)
        .single();
  }

  /** How far a follower came; the beginning, if it never came anywhere. */
  Relayed relayed(String follower) {
    return jdbc.sql("SELECT position, memo FROM log_follower WHERE name = :name")
        .param("name", follower)
        .query((row, n) -> new Relayed(row.getLong(1), row.getString(2)))
        .optional()
        .orElse(new Relayed(0, ""));
  }

  /** The same; it does not store another position before this transaction has ended. */
  Relayed lockRelayed(String follower) {
    jdbc.sql("SELECT name FROM log_follower WHERE name = :name FOR UPDATE")
        .param("name", follower)
        .query(String.class)
        .optional();
    return relayed(follower);
  }

  /** Sends a follower back, and takes the lease from whoever has it: what it has read is void. */
  void sendBack(String follower, Relayed to) {
    jdbc.sql(
            "UPDATE log_follower SET position = :position, memo = :memo, owner = NULL,"
                + " fence = fence + 1 WHERE name = :name")
        .param("position", to.index())
        .param("memo", to.memo())
        .param("name", follower)
        .update();
  }

  void add(long number, long firstIndex, String previousFingerprint, String by, String reason) {
    jdbc.sql(
            "INSERT INTO log_incarnation (log_id, "
                + COLUMNS
                + ") VALUES (:log, :number, :first, :previous, UTC_TIMESTAMP(3), :by, :reason)")
        .param("log", LogIdentity.LOG)
        .param("number", number)
        .param("first", firstIndex)
        .param("previous", previousFingerprint)
        .param("by", by)
        .param("reason", reason)
        .update();
  }
}
