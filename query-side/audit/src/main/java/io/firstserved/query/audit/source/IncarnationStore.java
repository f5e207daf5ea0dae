package io.firstserved.query.audit.source;

import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.position.Incarnation;
import io.firstserved.position.Incarnations;
import io.firstserved.serialization.EventReader;
import io.firstserved.serialization.LogRows;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log's lives from its database. Thread-safe. */
public final class IncarnationStore {

  /** SQLState of a table that there is not: the command side is of a version before it. */
  private static final String NO_SUCH_TABLE = "42S02";

  private static final String ALL =
      "SELECT incarnation, first_index, previous_fingerprint, begun_at, begun_by, reason"
          + " FROM log_incarnation WHERE log_id = 0 ORDER BY incarnation";

  private final JdbcClient log;

  /**
   * @param log the log's database; a reader's account is enough
   */
  public IncarnationStore(DataSource log) {
    this.log = JdbcClient.create(log);
  }

  /**
   * All lives in the order of their numbers, of which there is one at least: the first, if the
   * table tells of none.
   *
   * @throws SourceUnavailableException if the database does not answer
   */
  public List<StoredIncarnation> all() {
    try {
      var all = stored();
      return all.isEmpty() ? List.of(StoredIncarnation.FIRST) : all;
    } catch (DataAccessException failed) {
      if (failed.getMostSpecificCause() instanceof SQLException cause
          && NO_SUCH_TABLE.equals(cause.getSQLState())) {
        return List.of(StoredIncarnation.FIRST);
      }
      throw new SourceUnavailableException("the log's incarnations cannot be read", failed);
    }
  }

  /**
   * By life, the place of the event that tells of it, where there is one.
   *
   * @throws SourceUnavailableException if the database does not answer
   */
  public Map<Long, Long> told() {
    var told = new HashMap<Long, Long>();
    var reader = new EventReader();
    try {
      log.sql(LogRows.SELECT + " WHERE aggregate_identifier = ? ORDER BY global_index")
          .param(LogIncarnationBegun.stream(0))
          .query((row, n) -> LogRows.read(row))
          .list()
          .forEach(
              row -> {
                if (reader.read(row)
                    instanceof EventReader.Outcome.Event(LogIncarnationBegun begun)) {
                  told.putIfAbsent(begun.incarnation(), row.index());
                }
              });
      return told;
    } catch (DataAccessException failed) {
      throw new SourceUnavailableException("the log's incarnations cannot be read", failed);
    }
  }

  private List<StoredIncarnation> stored() {
    return log.sql(ALL)
        .query(
            (row, n) ->
                new StoredIncarnation(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)))
        .list();
  }

  /** What these rows void. */
  public static Incarnations lives(List<StoredIncarnation> stored) {
    return new Incarnations(
        stored.stream().map(life -> new Incarnation(life.number(), life.firstIndex())).toList());
  }
}
