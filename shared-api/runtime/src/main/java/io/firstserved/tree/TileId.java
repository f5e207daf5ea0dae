package io.firstserved.tree;

/**
 * A tile's place. A tile of level 0 has the hashes of {@value #WIDTH} entries; each hash in one of
 * level <i>l</i> + 1 is the root over a full tile of level <i>l</i>.
 *
 * @param level 0 to {@value #MAX_LEVEL}
 * @param number its place in the level, from 0
 */
public record TileId(int level, long number) {

  /** Hashes in a full tile. */
  public static final int WIDTH = 256;

  /** The highest level of the format. */
  public static final int MAX_LEVEL = 63;

  /** Levels of the tree that one level of tiles spans: {@value #WIDTH} is 2 to the power of it. */
  static final int HEIGHT = 8;

  /** How many hashes there are on a level of the tiles of a tree with so many entries. */
  static long hashes(int level, long size) {
    int bits = level * HEIGHT;
    return bits >= Long.SIZE ? 0 : size >>> bits;
  }

  /** How many hashes the tile has in a tree with so many entries: 0 to {@value #WIDTH}. */
  public int widthAt(long size) {
    long hashes = hashes(level, size);
    return number > hashes / WIDTH ? 0 : Math.clamp(hashes - number * WIDTH, 0, WIDTH);
  }
}
