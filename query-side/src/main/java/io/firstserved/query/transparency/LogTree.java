package io.firstserved.query.transparency;

import io.firstserved.query.platform.LogDatabaseConfiguration;
import io.firstserved.tree.TileId;
import io.firstserved.tree.Tiles;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tree and its latest checkpoint, in the log's database. */
@Component
class LogTree implements Tiles {

  /** The one log there is. */
  static final int LOG = 0;

  /** What a log's number looks like. */
  static final String NUMBER = "0|[1-9][0-9]?";

  private static final byte[] NONE = {};

  private final JdbcClient jdbc;

  LogTree(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
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

  /** How many entries the tree has: no fewer than the last checkpoint says. */
  long entries() {
    return jdbc.sql("SELECT entries FROM log_tree WHERE log_id = ?")
        .param(LOG)
        .query(Long.class)
        .single();
  }

  @Override
  public byte[] hashes(TileId id) {
    return jdbc.sql(
            "SELECT hashes FROM log_tree_tile"
                + " WHERE log_id = ? AND tile_level = ? AND tile_number = ?")
        .param(LOG)
        .param(id.level())
        .param(id.number())
        .query(byte[].class)
        .optional()
        .orElse(NONE);
  }
}
