package io.firstserved.query.freshness;

import io.firstserved.api.event.TopicPartitions;
import io.firstserved.query.platform.LogDatabaseConfiguration;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells in which partition of the topic an event of the log is, by the key it is sent under. */
@Component
class EventPlace {

  private final JdbcOperations jdbc;

  EventPlace(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.jdbc = new JdbcTemplate(log);
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
