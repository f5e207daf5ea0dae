package io.firstserved.seal;

import java.util.ArrayList;
import java.util.List;

/** The root of a binary hash tree, as RFC 6962 builds it over leaves that are hashes already. */
final class MerkleTree {

  private static final int NODE_TAG = 0x01;

  private MerkleTree() {}

  /** The root over at least one leaf. */
  static byte[] root(List<byte[]> leaves) {
    var level = leaves;
    while (level.size() > 1) {
      level = above(level);
    }
    return level.getFirst();
  }

  private static List<byte[]> above(List<byte[]> level) {
    var above = new ArrayList<byte[]>((level.size() + 1) / 2);
    for (int left = 0; left < level.size(); left += 2) {
      above.add(
          left + 1 < level.size()
              ? Sha256.tagged(NODE_TAG).raw(level.get(left)).raw(level.get(left + 1)).hash()
              : level.get(left));
    }
    return above;
  }
}
