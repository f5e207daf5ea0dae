package io.firstserved.tree;

/** A tile does not have the hashes that it must have in a tree of that size. */
public final class TreeDamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TreeDamagedException(TileId tile, int found, int expected) {
    super(
        "tile %d/%d has %d hashes, not %d".formatted(tile.level(), tile.number(), found, expected));
  }
}
