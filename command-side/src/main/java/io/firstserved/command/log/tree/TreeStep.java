package io.firstserved.command.log.tree;

import io.firstserved.tree.TreeGrowth;

/**
 * Appends to the tree what is sealed and not in it yet, within the sealer's transaction, so that
 * one node at a time does. A log that was sealed before it had a tree is caught up in the same way,
 * some blocks at a time.
 */
public final class TreeStep {

  private final TreeTable table;
  private final int mostBlocks;

  /**
   * @param mostBlocks how many blocks of leaf hashes are appended at once at most, from 1
   */
  public TreeStep(TreeTable table, int mostBlocks) {
    this.table = table;
    this.mostBlocks = mostBlocks;
  }

  /**
   * Appends.
   *
   * @param sealed up to which event the log is sealed
   * @return whether the tree has all of it now
   * @throws IllegalStateException if the tree has more than is sealed: seals were deleted
   * @throws io.firstserved.tree.TreeDamagedException if the tree's tiles are not those of its size
   */
  public boolean follow(long sealed) {
    long entries = table.tree().entries();
    if (entries > sealed) {
      throw new IllegalStateException(
          "the tree has %d entries, and %d events are sealed: seals were deleted"
              .formatted(entries, sealed));
    }
    return entries == sealed || append(entries, sealed);
  }

  private boolean append(long entries, long sealed) {
    var growth = new TreeGrowth(table.tree(), entries);
    for (int block = 0; block < mostBlocks && growth.size() < sealed; block++) {
      long next = growth.size() + 1;
      var leaves =
          table
              .sealed(next)
              .orElseThrow(() -> new IllegalStateException("event " + next + " is in no seal"));
      growth.append(leaves.from(next));
    }
    table.store(growth.size(), growth.root(), growth.changed());
    return growth.size() == sealed;
  }
}
