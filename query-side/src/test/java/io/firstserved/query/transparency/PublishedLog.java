package io.firstserved.query.transparency;

import io.firstserved.query.audit.LogDatabase;
import io.firstserved.signature.Checkpoint;
import io.firstserved.signature.SignedNote;
import io.firstserved.signature.SigningKey;
import io.firstserved.tree.TileId;
import io.firstserved.tree.TiledTree;
import io.firstserved.tree.TreeGrowth;
import java.io.ByteArrayOutputStream;

/** Keeps and signs the tree over what is sealed, as the command side does. */
final class PublishedLog {

  static final String ORIGIN = "shop.example/logs/0";

  private final LogDatabase log;
  private final SignedNote notes =
      new SignedNote(ORIGIN, SigningKey.of(new byte[SigningKey.LENGTH]));

  PublishedLog(LogDatabase log) {
    this.log = log;
  }

  byte[] tile(TileId id) {
    return log
        .jdbc
        .queryForList(
            "SELECT hashes FROM log_tree_tile WHERE tile_level = ? AND tile_number = ?",
            byte[].class,
            id.level(),
            id.number())
        .stream()
        .findFirst()
        .orElse(new byte[0]);
  }

  TiledTree tree(long size) {
    return new TiledTree(this::tile, size);
  }

  String verifierKey() {
    return notes.verifierKey();
  }

  /** The tree over all that is sealed. */
  void grow() {
    var leaves = new ByteArrayOutputStream();
    log.jdbc
        .queryForList("SELECT leaves FROM log_seal ORDER BY block", byte[].class)
        .forEach(leaves::writeBytes);
    var growth = new TreeGrowth(id -> new byte[0], 0);
    growth.append(leaves.toByteArray());
    growth
        .changed()
        .forEach(
            (id, hashes) ->
                log.jdbc.update(
                    "REPLACE INTO log_tree_tile VALUES (0, ?, ?, ?)",
                    id.level(),
                    id.number(),
                    hashes));
    log.jdbc.update("UPDATE log_tree SET entries = ?, root = ?", growth.size(), growth.root());
  }

  /** A checkpoint of its first so many entries; says what was signed. */
  String sign(long size) {
    var note = notes.sign(new Checkpoint(ORIGIN, size, tree(size).root()).text());
    log.jdbc.update(
        "REPLACE INTO log_checkpoint VALUES (0, 0, ?, ?, ?)", size, note, notes.verifierKey());
    return note;
  }
}
