package io.firstserved.query.freshness;

import io.firstserved.api.event.TopicPartitions;
import io.firstserved.position.LogPosition;
import io.firstserved.query.platform.LogDatabaseConfiguration;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells where the log ends, and in which partition of the topic an event of it is. */
@Component
class EventPlace {

  private final JdbcOperations jdbc;

  EventPlace(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.jdbc = new JdbcTemplate(log);
  }

  /** Where the log ends at present: no event behind it was acknowledged to anybody. */
  LogPosition head() {
    return jdbc.queryForObject(
        "SELECT (SELECT COALESCE(MAX(incarnation), 0) FROM log_incarnation WHERE log_id = 0),"
            + " (SELECT COALESCE(MAX(global_index), 0) FROM domain_event_entry)",
        (row, number) -> new LogPosition(0, row.getLong(1), row.getLong(2)));
  }

  /** The partition, as Kafka chooses it for a key; empty if the log has no such event yet. */
  OptionalInt partitionOf(long globalIndex, int partitions) {
    return jdbc
        .queryForList(
            "SELECT aggregate_identifier FROM domain_event_entry WHERE global_index = ?",
            String.class,
            globalIndex)
        .stream()
        .mapToInt(aggregate -> TopicPartitions.of(aggregate, partitions))
        .findFirst();
  }
}
