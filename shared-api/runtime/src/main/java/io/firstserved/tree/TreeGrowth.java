package io.firstserved.tree;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Appends entries to a tree: which tiles become what. Holds the tiles that change, two for each
 * level besides the entries' own. Used by one thread.
 */
public final class TreeGrowth {

  private final Tiles tiles;
  private final Map<TileId, ByteArrayOutputStream> changed = new HashMap<>();
  private long size;

  /**
   * @param tiles the tree as it is
   * @param size how many entries it has
   */
  public TreeGrowth(Tiles tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  /**
   * Appends the next entries.
   *
   * @param leaves their hashes, one after the other
   * @throws TreeDamagedException if a tile that has to grow has not what it must have
   */
  public void append(byte[] leaves) {
    for (int n = 0; n < leaves.length / TreeHash.LENGTH; n++) {
      append(0, size, TreeHash.at(leaves, n));
      size++;
    }
  }

  private void append(int level, long position, byte[] hash) {
    var id = new TileId(level, position / TileId.WIDTH);
    var tile = changed.computeIfAbsent(id, changing -> begun(changing, position));
    tile.writeBytes(hash);
    if (tile.size() == TileId.WIDTH * TreeHash.LENGTH) {
      append(level + 1, id.number(), TiledTree.root(tile.toByteArray(), 0, TileId.WIDTH));
    }
  }

  private ByteArrayOutputStream begun(TileId id, long position) {
    int width = (int) (position % TileId.WIDTH);
    var tile = new ByteArrayOutputStream();
    if (width > 0) {
      var kept = tiles.hashes(id);
      if (kept.length != width * TreeHash.LENGTH) {
        throw new TreeDamagedException(id, kept.length / TreeHash.LENGTH, width);
      }
      tile.writeBytes(kept);
    }
    return tile;
  }

  /** How many entries the tree has now. */
  public long size() {
    return size;
  }

  /** The tiles that are new or wider, whole. */
  public Map<TileId, byte[]> changed() {
    return changed.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, tile -> tile.getValue().toByteArray()));
  }

  /** The root over all entries, the new ones included. */
  public byte[] root() {
    var now = changed();
    return new TiledTree(id -> now.containsKey(id) ? now.get(id) : tiles.hashes(id), size).root();
  }
}
