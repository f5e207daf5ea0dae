package io.firstserved.query.deadletter;

import io.firstserved.query.projection.Faults;
import io.firstserved.query.projection.Micros;
import io.firstserved.query.projection.Parking;
import io.firstserved.query.projection.ParkingFullException;
import io.firstserved.query.projection.Run;
import io.firstserved.query.projection.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Parks letters in the read models' database, in the transaction that passes over them. */
@Component
class DeadLetterParking implements Parking {

  private static final String INSERT =
      """
      INSERT INTO dead_letter (projection, slot, partition_no, record_offset, global_index,
          sequence_id, waiting, event_type, cause, record_headers, record_value,
          recorded_at_millis, parked_at_micros, attempts)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Longest alias of an event type that is kept, in characters. */
  private static final int MAX_TYPE_LENGTH = 128;

  private final JdbcOperations jdbc;
  private final DeadLetterProperties properties;
  private final Clock clock;

  DeadLetterParking(JdbcTemplate jdbc, DeadLetterProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Set<String> waitingSequences(Run run, Collection<Integer> partitions) {
    var sql =
        "SELECT DISTINCT sequence_id FROM dead_letter WHERE projection = ? AND slot = ?"
            + " AND partition_no IN ("
            + String.join(",", partitions.stream().map(String::valueOf).toList())
            + ")";
    return new HashSet<>(jdbc.queryForList(sql, String.class, run.name(), run.slot().number()));
  }

  @Override
  public void park(Run run, TopicRecord failed, String cause) {
    insert(run, failed, false, cause, 1);
  }

  @Override
  public void parkBehind(Run run, TopicRecord waiting) {
    insert(run, waiting, true, "an earlier event of " + waiting.sequence() + " is parked", 0);
  }

  private void insert(Run run, TopicRecord letter, boolean waiting, String cause, int attempts) {
    refuseAboveTheLimit(run);
    jdbc.update(
        INSERT,
        run.name(),
        run.slot().number(),
        letter.partition(),
        letter.offset(),
        letter.globalIndex(),
        letter.sequence(),
        waiting,
        eventType(letter),
        Faults.shortened(cause),
        RecordHeaders.write(letter.raw().headers()),
        letter.raw().value(),
        letter.raw().timestamp(),
        Micros.of(clock.instant()),
        attempts);
  }

  private void refuseAboveTheLimit(Run run) {
    var letters =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM dead_letter WHERE projection = ? AND slot = ?",
            Long.class,
            run.name(),
            run.slot().number());
    if (letters != null && letters >= properties.maxPerRun()) {
      throw new ParkingFullException(run.name(), properties.maxPerRun());
    }
  }

  /** Whatever a record's header holds, it can be parked: what does not fit is cut. */
  private static @Nullable String eventType(TopicRecord letter) {
    var header = letter.raw().headers().lastHeader(Headers.MESSAGE_TYPE);
    if (header == null || header.value() == null) {
      return null;
    }
    var type = new String(header.value(), StandardCharsets.UTF_8);
    return type.length() <= MAX_TYPE_LENGTH ? type : type.substring(0, MAX_TYPE_LENGTH);
  }
}
