package io.firstserved.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of one size, read from tiles. Root and proofs read O(log n) tiles, each once. For one
 * thread and one question or a few: it remembers the tiles it has read.
 *
 * <p>Every call throws {@link TreeDamagedException} if a tile is too short.
 */
public final class TiledTree {

  private final Tiles tiles;
  private final long size;
  private final Map<TileId, byte[]> read = new HashMap<>();

  /**
   * @param size how many entries, from 0; the tiles may be of a larger tree
   */
  public TiledTree(Tiles tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  /** The hash that stands for all entries. */
  public byte[] root() {
    return size == 0 ? TreeHash.empty() : hash(0, size);
  }

  /**
   * What leads from an entry to the root, the entry's neighbour first (RFC 6962, section 2.1.1).
   *
   * @param index the entry's place, from 0 and below the size
   */
  public List<byte[]> inclusion(long index) {
    require(index >= 0 && index < size, "there is no entry " + index);
    var path = new ArrayList<byte[]>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(long index, long first, long end, List<byte[]> path) {
    if (end - first > 1) {
      long middle = first + split(end - first);
      if (index < middle) {
        inclusion(index, first, middle, path);
        path.add(hash(middle, end));
      } else {
        inclusion(index, middle, end, path);
        path.add(hash(first, middle));
      }
    }
  }

  /**
   * What shows that this tree begins with all of an earlier one (RFC 6962, section 2.1.2).
   *
   * @param earlier the earlier size, 0 to the size; of 0 and of the size itself nothing needs to be
   *     shown
   */
  public List<byte[]> consistency(long earlier) {
    require(earlier >= 0 && earlier <= size, "no earlier size: " + earlier);
    var path = new ArrayList<byte[]>();
    if (earlier > 0 && earlier < size) {
      consistency(earlier, 0, size, true, path);
    }
    return path;
  }

  private void consistency(
      long earlier, long first, long end, boolean knownToVerifier, List<byte[]> path) {
    if (earlier == end) {
      if (!knownToVerifier) {
        path.add(hash(first, end));
      }
      return;
    }
    long middle = first + split(end - first);
    if (earlier <= middle) {
      consistency(earlier, first, middle, knownToVerifier, path);
      path.add(hash(middle, end));
    } else {
      consistency(earlier, middle, end, false, path);
      path.add(hash(first, middle));
    }
  }

  /** The hash over these entries, which are a node of the tree. */
  private byte[] hash(long first, long end) {
    long entries = end - first;
    if (Long.bitCount(entries) == 1) {
      return complete(first, Long.numberOfTrailingZeros(entries));
    }
    long middle = first + split(entries);
    return TreeHash.node(hash(first, middle), hash(middle, end));
  }

  private byte[] complete(long first, int height) {
    int level = height / TileId.HEIGHT;
    int hashes = 1 << (height % TileId.HEIGHT);
    long position = first >>> (level * TileId.HEIGHT);
    var id = new TileId(level, position / TileId.WIDTH);
    int offset = (int) (position % TileId.WIDTH);
    var tile = read.computeIfAbsent(id, tiles::hashes);
    if (tile.length < (offset + hashes) * TreeHash.LENGTH) {
      throw new TreeDamagedException(id, tile.length / TreeHash.LENGTH, offset + hashes);
    }
    return root(tile, offset, hashes);
  }

  /** The root over a power of two of hashes. */
  static byte[] root(byte[] tile, int offset, int hashes) {
    if (hashes == 1) {
      return TreeHash.at(tile, offset);
    }
    int half = hashes / 2;
    return TreeHash.node(root(tile, offset, half), root(tile, offset + half, half));
  }

  /** The largest power of two below a number of at least 2. */
  private static long split(long entries) {
    return Long.highestOneBit(entries - 1);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
