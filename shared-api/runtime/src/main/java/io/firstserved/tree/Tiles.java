package io.firstserved.tree;

/** Where tiles are kept. */
@FunctionalInterface
public interface Tiles {

  /** The tile's hashes, one after the other, as many as there are; empty if there is no such. */
  byte[] hashes(TileId id);
}
