package io.firstserved.query.deadletter;

import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.Faults;
import io.firstserved.query.projection.Micros;
import io.firstserved.query.projection.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The letters of the live runs; a replay's own letters come into view with its rows. */
@Component
class DeadLetters {

  private static final String LIVE =
      "SELECT letter.* FROM dead_letter letter JOIN projection run"
          + " ON run.name = letter.projection AND run.live_slot = letter.slot WHERE ";

  private final JdbcOperations jdbc;
  private final String topic;
  private final Clock clock;
  private final RowMapper<DeadLetter> letter = this::letter;

  DeadLetters(JdbcTemplate jdbc, EventConsumers consumers, Clock clock) {
    this.jdbc = jdbc;
    this.topic = consumers.topic();
    this.clock = clock;
  }

  Optional<DeadLetter> find(long id) {
    return jdbc.query(LIVE + "letter.id = ?", letter, id).stream().findFirst();
  }

  List<DeadLetter> listAfter(long after, int limit) {
    return jdbc.query(LIVE + "letter.id > ? ORDER BY letter.id LIMIT ?", letter, after, limit);
  }

  /**
   * The letters of one sequence in the order of the log, at most so many. Those whose record does
   * not tell its place come first, because nothing may overtake them.
   */
  List<DeadLetter> ofSequence(DeadLetter any, int limit) {
    return jdbc.query(
        "SELECT * FROM dead_letter WHERE projection = ? AND slot = ? AND partition_no = ?"
            + " AND sequence_id = ? ORDER BY global_index, id LIMIT ?",
        letter,
        any.projection(),
        any.slot().number(),
        any.record().partition(),
        any.sequence(),
        limit);
  }

  /** One letter of each sequence. */
  List<Long> sequences() {
    return jdbc.queryForList(
        "SELECT MIN(letter.id) FROM dead_letter letter JOIN projection run"
            + " ON run.name = letter.projection AND run.live_slot = letter.slot"
            + " GROUP BY letter.projection, letter.partition_no, letter.sequence_id ORDER BY 1",
        Long.class);
  }

  /** How many letters a projection has. */
  long count(String projection) {
    var count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM dead_letter letter JOIN projection run"
                + " ON run.name = letter.projection AND run.live_slot = letter.slot"
                + " WHERE letter.projection = ?",
            Long.class,
            projection);
    return count == null ? 0 : count;
  }

  boolean delete(long id) {
    return jdbc.update("DELETE FROM dead_letter WHERE id = ?", id) == 1;
  }

  void failed(long id, String cause) {
    jdbc.update(
        "UPDATE dead_letter SET attempts = attempts + 1, waiting = FALSE, cause = ? WHERE id = ?",
        Faults.shortened(cause),
        id);
  }

  /** Keeps a record of a letter that somebody gave up on. */
  void discarded(DeadLetter gone, String reason, String by) {
    jdbc.update(
        "INSERT INTO dead_letter_discarded (projection, partition_no, record_offset, global_index,"
            + " sequence_id, event_type, cause, reason, discarded_by, discarded_at_micros)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        gone.projection(),
        gone.record().partition(),
        gone.record().offset(),
        gone.globalIndex(),
        gone.sequence(),
        gone.eventType(),
        gone.cause(),
        reason,
        by,
        Micros.of(clock.instant()));
  }

  private DeadLetter letter(ResultSet row, int number) throws SQLException {
    return new DeadLetter(
        row.getLong("id"),
        row.getString("projection"),
        Slot.of(row.getInt("slot")),
        row.getString("sequence_id"),
        row.getBoolean("waiting"),
        row.getLong("global_index"),
        row.getString("event_type"),
        row.getString("cause"),
        Micros.instant(row.getLong("parked_at_micros")),
        row.getInt("attempts"),
        parkedRecord(row));
  }

  private ConsumerRecord<String, byte[]> parkedRecord(ResultSet row) throws SQLException {
    var value = row.getBytes("record_value");
    return new ConsumerRecord<>(
        topic,
        row.getInt("partition_no"),
        row.getLong("record_offset"),
        row.getLong("recorded_at_millis"),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        row.getString("sequence_id"),
        value,
        RecordHeaders.read(row.getBytes("record_headers")),
        Optional.empty());
  }
}
