package io.firstserved.tree;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tiles in memory, which notes what is read of them. */
final class MemoryTiles implements Tiles {

  final Map<TileId, byte[]> kept = new HashMap<>();
  final Set<TileId> read = new HashSet<>();
  long size;

  @Override
  public byte[] hashes(TileId id) {
    read.add(id);
    return kept.getOrDefault(id, new byte[0]);
  }

  /** Appends and says the new root. */
  byte[] append(List<byte[]> leaves) {
    var growth = new TreeGrowth(this, size);
    var bytes = ByteBuffer.allocate(leaves.size() * TreeHash.LENGTH);
    leaves.forEach(bytes::put);
    growth.append(bytes.array());
    var root = growth.root();
    kept.putAll(growth.changed());
    size = growth.size();
    return root;
  }
}
