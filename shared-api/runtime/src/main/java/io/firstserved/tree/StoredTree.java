package io.firstserved.tree;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A log's tree as its database has it. Takes part in the caller's transaction, if there is one. */
public final class StoredTree implements Tiles {

  private static final byte[] NONE = {};

  private final JdbcClient jdbc;
  private final int log;

  /**
   * @param log whose tree, by the log's number
   */
  public StoredTree(JdbcClient jdbc, int log) {
    this.jdbc = jdbc;
    this.log = log;
  }

  /**
   * How many entries the tree has: the log's first so many events, and no fewer than the last
   * checkpoint says.
   */
  public long entries() {
    return jdbc.sql("SELECT entries FROM log_tree WHERE log_id = ?")
        .param(log)
        .query(Long.class)
        .single();
  }

  @Override
  public byte[] hashes(TileId id) {
    return jdbc.sql(
            "SELECT hashes FROM log_tree_tile"
                + " WHERE log_id = ? AND tile_level = ? AND tile_number = ?")
        .param(log)
        .param(id.level())
        .param(id.number())
        .query(byte[].class)
        .optional()
        .orElse(NONE);
  }
}
