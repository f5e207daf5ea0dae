package io.firstserved.command.log.identity;

import io.firstserved.position.Incarnation;
import io.firstserved.position.Incarnations;
import io.firstserved.serialization.EventFingerprint;
import io.firstserved.serialization.LogRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the log's database says of the log. Each statement sees one moment. */
final class IdentityTable {

  private static final String ENDS =
      "SELECT head, (SELECT COALESCE(MAX(global_index), 0) FROM domain_event_entry),"
          + " (SELECT COALESCE(MAX(position), 0) FROM log_follower),"
          + " COALESCE((SELECT last_index FROM log_seal ORDER BY block DESC LIMIT 1), 0)"
          + " FROM log_position WHERE id = 1";

  private final JdbcClient jdbc;

  IdentityTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Incarnations incarnations() {
    return new Incarnations(
        jdbc.sql(
                "SELECT incarnation, first_index FROM log_incarnation WHERE log_id = :log"
                    + " ORDER BY incarnation")
            .param("log", LogIdentity.LOG)
            .query((row, n) -> new Incarnation(row.getLong(1), row.getLong(2)))
            .list());
  }

  LogEnds ends() {
    return jdbc.sql(ENDS)
        .query(
            (row, n) -> new LogEnds(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .single();
  }

  /** What stands at these places, of which there is at least one; nothing where no event is. */
  Map<Long, String> fingerprints(Collection<Long> indexes) {
    var fingerprints = new HashMap<Long, String>();
    jdbc.sql(LogRows.SELECT + " WHERE global_index IN (:indexes)")
        .param("indexes", indexes)
        .query((row, n) -> LogRows.read(row))
        .list()
        .forEach(row -> fingerprints.put(row.index(), EventFingerprint.of(row)));
    return fingerprints;
  }
}
