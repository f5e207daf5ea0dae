package io.firstserved.command.log.tree;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.tree.StoredTree;
import io.firstserved.tree.TileId;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the tree grows, and from what, in the log's database. Takes part in the caller's
 * transaction, if there is one.
 */
public final class TreeTable {

  private final JdbcClient jdbc;

  /** The tree of the one log there is. */
  public TreeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The tree as it is now. */
  public StoredTree tree() {
    return new StoredTree(jdbc, LogIdentity.LOG);
  }

  /** The kept leaf hashes of the block that seals this event; empty if nothing does. */
  Optional<Leaves> sealed(long index) {
    return jdbc.sql(
            "SELECT first_index, last_index, leaves FROM log_seal WHERE first_index <= ?"
                + " ORDER BY first_index DESC LIMIT 1")
        .param(index)
        .query((row, n) -> new Leaves(row.getLong(1), row.getLong(2), row.getBytes(3)))
        .optional()
        .filter(leaves -> leaves.last() >= index);
  }

  void store(long entries, byte[] root, Map<TileId, byte[]> tiles) {
    tiles.forEach(this::store);
    jdbc.sql("UPDATE log_tree SET entries = ?, root = ? WHERE log_id = ?")
        .param(entries)
        .param(root)
        .param(LogIdentity.LOG)
        .update();
  }

  private void store(TileId id, byte[] hashes) {
    jdbc.sql(
            "INSERT INTO log_tree_tile (log_id, tile_level, tile_number, hashes)"
                + " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE hashes = VALUES(hashes)")
        .param(LogIdentity.LOG)
        .param(id.level())
        .param(id.number())
        .param(hashes)
        .update();
  }
}
