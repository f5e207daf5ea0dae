package io.firstserved.query.transparency;

import io.firstserved.query.platform.LogDatabaseConfiguration;
import io.firstserved.tree.StoredTree;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tree and its latest checkpoint, in the log's database. */
@Component
class ServedLog {

  /** The one log there is. */
  static final int LOG = 0;

  /** What a log's number looks like. */
  static final String NUMBER = "0|[1-9][0-9]?";

  private final JdbcClient jdbc;

  ServedLog(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.jdbc = JdbcClient.create(log);
  }

  /**
   * A checkpoint as it was signed.
   *
   * @param entries the size of the tree it speaks of
   * @param note the signed note
   * @param verifierKey what verifies it
   */
  record Signed(long entries, String note, String verifierKey) {}

  /** The last checkpoint of the log's present life; empty before the first. */
  Optional<Signed> signed() {
    return jdbc.sql(
            "SELECT entries, note, verifier_key FROM log_checkpoint WHERE log_id = ?"
                + " ORDER BY incarnation DESC LIMIT 1")
        .param(LOG)
        .query((row, n) -> new Signed(row.getLong(1), row.getString(2), row.getString(3)))
        .optional();
  }

  /** The tree as it is now: of no smaller a size than that checkpoint's. */
  StoredTree tree() {
    return new StoredTree(jdbc, LOG);
  }
}
