package io.firstserved.command.log.seal;

import io.firstserved.api.event.LogRow;
import io.firstserved.command.log.tree.TreeStep;
import io.firstserved.database.BoundedTransactions;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.EventLeaf;
import io.firstserved.seal.SealBlock;
import io.firstserved.serialization.EventReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Seals the next stretch of the log and appends it to the log's tree, in one transaction. Any
 * number of nodes may do so: a row lock lets one at a time, and should that ever fail, the second
 * insert of a block is a duplicate key.
 */
final class SealStep {

  /**
   * What a transaction did.
   *
   * @param events how many it sealed; 0 if there was nothing to seal, or it was not its turn
   * @param more whether there may be more to do at once
   */
  record Done(int events, boolean more) {
    static final Done NOTHING = new Done(0, false);
  }

  private final SealTable table;
  private final TreeStep tree;
  private final BoundedTransactions transactions;
  private final int blockSize;
  private final EventReader reader = new EventReader();

  SealStep(SealTable table, TreeStep tree, BoundedTransactions transactions, int blockSize) {
    this.table = table;
    this.tree = tree;
    this.transactions = transactions;
    this.blockSize = blockSize;
  }

  /** Seals at most one block, and lets the tree follow. */
  Done seal() {
    return transactions.execute(() -> table.takeTurn() ? sealNext() : Done.NOTHING);
  }

  private Done sealNext() {
    var end = table.end();
    long first = end.lastIndex() + 1;
    long last = Math.min(table.head(), end.lastIndex() + blockSize);
    int sealed = last < first ? 0 : seal(end, first, last);
    boolean followed = tree.follow(end.lastIndex() + sealed);
    return new Done(sealed, !followed || sealed == blockSize);
  }

  private int seal(SealTable.End end, long first, long last) {
    var block = block(first, table.rows(first, last));
    if (block.last() != last) {
      throw new IllegalStateException(
          "the log has " + block.size() + " events from " + first + " to " + last);
    }
    table.add(end.block() + 1, block, block.seal(end.seal()));
    return block.size();
  }

  private SealBlock block(long first, List<LogRow> rows) {
    var block = new SealBlock(first);
    Map<String, CampaignSalt> salts = new HashMap<>();
    for (var row : rows) {
      var outcome = reader.read(row);
      var salt = salts.computeIfAbsent(EventLeaf.campaignOf(outcome), this::salt);
      block.add(salt, EventLeaf.of(row, outcome, salt).hash());
    }
    return block;
  }

  /** Nobody else can add the same salt meanwhile: this transaction has the turn. */
  private CampaignSalt salt(String campaign) {
    var salt = table.salt(campaign);
    if (salt.isEmpty()) {
      table.addSalt(campaign);
      salt = table.salt(campaign);
    }
    return new CampaignSalt(campaign, salt.orElseThrow());
  }
}
