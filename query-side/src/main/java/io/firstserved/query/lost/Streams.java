package io.firstserved.query.lost;

import io.firstserved.query.platform.LogDatabaseConfiguration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the log has of some streams: a coupon's are few, a campaign's as many as its changes. */
@Component
class Streams {

  private final JdbcClient log;

  Streams(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.log = JdbcClient.create(log);
  }

  /**
   * By stream, the identities of its events; streams that the log does not have are not in it.
   *
   * @param streams at least one
   */
  Map<String, Set<String>> eventsOf(Collection<String> streams) {
    var events = new HashMap<String, Set<String>>();
    log.sql(
            "SELECT aggregate_identifier, event_identifier FROM domain_event_entry"
                + " WHERE aggregate_identifier IN (:streams)")
        .param("streams", streams)
        .query(
            row -> {
              events
                  .computeIfAbsent(row.getString(1), stream -> new HashSet<>())
                  .add(row.getString(2));
            });
    return events;
  }
}
