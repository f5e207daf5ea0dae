package io.firstserved.tree;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962's definitions, word by word, over all leaves: slow, and easy to believe. */
final class NaiveTree {

  private NaiveTree() {}

  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return TreeHash.empty();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = k(leaves.size());
    return TreeHash.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** PATH(m, D[n]). */
  static List<byte[]> path(int m, List<byte[]> leaves) {
    var path = new ArrayList<byte[]>();
    if (leaves.size() > 1) {
      int k = k(leaves.size());
      var left = leaves.subList(0, k);
      var right = leaves.subList(k, leaves.size());
      path.addAll(m < k ? path(m, left) : path(m - k, right));
      path.add(root(m < k ? right : left));
    }
    return path;
  }

  /** SUBPROOF(m, D[n], b). */
  static List<byte[]> subproof(int m, List<byte[]> leaves, boolean b) {
    if (m == leaves.size()) {
      return b ? List.of() : List.of(root(leaves));
    }
    int k = k(leaves.size());
    var left = leaves.subList(0, k);
    var right = leaves.subList(k, leaves.size());
    var proof = new ArrayList<>(m <= k ? subproof(m, left, b) : subproof(m - k, right, false));
    proof.add(root(m <= k ? right : left));
    return proof;
  }

  private static int k(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }
}
