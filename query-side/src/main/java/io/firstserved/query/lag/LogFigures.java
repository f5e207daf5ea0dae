package io.firstserved.query.lag;

import io.firstserved.query.platform.LogDatabaseConfiguration;
import io.firstserved.serialization.EventFingerprint;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What the log itself says. */
@Component
public class LogFigures {

  private final JdbcOperations jdbc;

  LogFigures(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.jdbc = new JdbcTemplate(log);
  }

  /** Its highest global index; 0 when empty. */
  public long head() {
    var head = jdbc.queryForObject("SELECT MAX(global_index) FROM domain_event_entry", Long.class);
    return head == null ? 0 : head;
  }

  /** When the event at this place was recorded; empty if there is none. */
  Optional<Instant> recordedAt(long globalIndex) {
    return first("SELECT time_stamp FROM domain_event_entry WHERE global_index = ?", globalIndex)
        .map(Instant::parse);
  }

  /** The fingerprint of the event at this place; empty if there is none. */
  Optional<String> fingerprintAt(long globalIndex) {
    return jdbc
        .query(
            "SELECT event_identifier, payload_type, payload FROM domain_event_entry"
                + " WHERE global_index = ?",
            (row, number) ->
                EventFingerprint.of(
                    globalIndex, row.getString(1), row.getString(2), row.getBytes(3)),
            globalIndex)
        .stream()
        .findFirst();
  }

  private Optional<String> first(String sql, long globalIndex) {
    return jdbc.queryForList(sql, String.class, globalIndex).stream().findFirst();
  }
}
