package io.firstserved.tree;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Verifies proofs, as RFC 9162 spells it out (sections 2.1.3.2 and 2.1.4.2). */
public final class TreeProof {

  private TreeProof() {}

  /** Whether a tree of this size and root has this leaf at this index. */
  public static boolean includes(
      byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    var hash = leaf;
    for (var neighbour : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = TreeHash.node(neighbour, hash);
        int up = (node & 1) == 1 ? 0 : upToRightChild(node);
        node >>= up;
        last >>= up;
      } else {
        hash = TreeHash.node(hash, neighbour);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Whether the tree of the later size and root begins with all of the earlier one. */
  public static boolean extended(
      long earlier, byte[] earlierRoot, long later, byte[] laterRoot, List<byte[]> path) {
    if (earlier < 0 || earlier > later) {
      return false;
    }
    if (earlier == later || earlier == 0) {
      boolean asKnown =
          earlier == later ? Arrays.equals(earlierRoot, laterRoot) : isEmpty(earlierRoot);
      return path.isEmpty() && asKnown;
    }
    var hashes = path.iterator();
    if (!hashes.hasNext()) {
      return false;
    }
    var start = Long.bitCount(earlier) == 1 ? earlierRoot : hashes.next();
    return climbs(earlier, earlierRoot, later, laterRoot, start, hashes);
  }

  private static boolean climbs(
      long earlier,
      byte[] earlierRoot,
      long later,
      byte[] laterRoot,
      byte[] start,
      Iterator<byte[]> hashes) {
    int complete = Long.numberOfTrailingZeros(earlier);
    long node = (earlier - 1) >> complete;
    long last = (later - 1) >> complete;
    var ofEarlier = start;
    var ofLater = start;
    while (hashes.hasNext()) {
      var neighbour = hashes.next();
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        ofEarlier = TreeHash.node(neighbour, ofEarlier);
        ofLater = TreeHash.node(neighbour, ofLater);
        int up = (node & 1) == 1 ? 0 : upToRightChild(node);
        node >>= up;
        last >>= up;
      } else {
        ofLater = TreeHash.node(ofLater, neighbour);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(ofEarlier, earlierRoot) && Arrays.equals(ofLater, laterRoot);
  }

  private static boolean isEmpty(byte[] root) {
    return Arrays.equals(root, TreeHash.empty());
  }

  /** Levels until a node at the right edge is a right child; none if it never is. */
  private static int upToRightChild(long node) {
    return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
  }
}
