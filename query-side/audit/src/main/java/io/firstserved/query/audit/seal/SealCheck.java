package io.firstserved.query.audit.seal;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.check.Violation;
import io.firstserved.query.audit.check.Violations;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.EventLeaf;
import io.firstserved.seal.SealBlock;
import io.firstserved.serialization.EventReader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes every seal from the rows: an event that was altered, removed or inserted after its
 * sealing is named. Also compares with the seals that earlier audits saw, so that a chain that was
 * computed anew after tampering is found as well. Rows come in index order; used by one thread.
 */
public final class SealCheck {

  private final Violations violations;
  private final Supplier<@Nullable StoredSeal> blocks;
  private final Salts salts;
  private final Map<Long, String> witnessed;
  private final Set<String> saltless = new TreeSet<>();
  private @Nullable StoredSeal current;
  private @Nullable SealBlock recomputed;
  private byte[] previousSeal = SealBlock.GENESIS;
  private boolean begun;
  private boolean comparable;
  private long expectedIndex;
  private SealedHead head = new SealedHead(0, 0, HexFormat.of().formatHex(SealBlock.GENESIS));

  /**
   * A check.
   *
   * @param blocks the stored blocks in order, then null
   * @param salts the campaigns' salts
   * @param witnessed seals that earlier audits found, hex, by block number
   */
  public SealCheck(
      Violations violations,
      Supplier<@Nullable StoredSeal> blocks,
      Salts salts,
      Map<Long, String> witnessed) {
    this.violations = violations;
    this.blocks = blocks;
    this.salts = salts;
    this.witnessed = witnessed;
  }

  /** Takes the next row. */
  public void accept(LogRow row, EventReader.Outcome outcome) {
    begin();
    while (current != null && current.last() < row.index()) {
      finish(current);
    }
    var block = current;
    if (block == null || !block.covers(row.index()) || row.index() < expectedIndex) {
      return;
    }
    missingUntil(row.index());
    expectedIndex = row.index() + 1;
    compare(row, outcome, block);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      next();
    }
  }

  private void next() {
    current = blocks.get();
    if (current != null) {
      recomputed = new SealBlock(current.first());
      comparable = true;
      expectedIndex = current.first();
      link(current);
    }
  }

  private void link(StoredSeal block) {
    if (block.block() != head.block() + 1 || block.first() != head.index() + 1) {
      violation(
          block.first(),
          null,
          "block " + (head.block() + 1) + " from index " + (head.index() + 1),
          "block " + block.block() + " from index " + block.first());
      comparable = false;
    }
    if (block.leaves().length != (block.last() - block.first() + 1) * SealBlock.HASH_LENGTH) {
      violation(block.first(), null, "a hash for each event of the block", "another number");
      comparable = false;
    }
  }

  private void missingUntil(long index) {
    for (; expectedIndex < index; expectedIndex++) {
      violation(expectedIndex, null, "the event that was sealed", "none");
      comparable = false;
    }
  }

  private void compare(LogRow row, EventReader.Outcome outcome, StoredSeal block) {
    var campaign = EventLeaf.campaignOf(outcome);
    switch (salts.of(campaign)) {
      case Salts.Salt.Kept(var salt) ->
          compare(row, EventLeaf.of(row, outcome, salt).hash(), salt, block);
      case Salts.Salt.Destroyed gone -> {
        saltless.add(campaign);
        comparable = false;
      }
      case Salts.Salt.Unknown never -> altered(row);
    }
  }

  private void compare(LogRow row, byte[] leaf, CampaignSalt salt, StoredSeal block) {
    if (!Arrays.equals(leaf, sealedLeaf(block, row.index()))) {
      altered(row);
    }
    if (recomputed != null) {
      recomputed.add(salt, leaf);
    }
  }

  private void altered(LogRow row) {
    violation(row.index(), row.eventId(), "the event as it was sealed", "an altered one");
    comparable = false;
  }

  private static byte[] sealedLeaf(StoredSeal block, long index) {
    int at = (int) (index - block.first());
    boolean has = (at + 1L) * SealBlock.HASH_LENGTH <= block.leaves().length;
    return has ? SealBlock.leaf(block.leaves(), at) : new byte[0];
  }

  private void finish(StoredSeal block) {
    missingUntil(block.last() + 1);
    var seal = HexFormat.of().formatHex(block.seal());
    if (comparable
        && recomputed != null
        && !Arrays.equals(recomputed.seal(previousSeal), block.seal())) {
      violation(
          block.first(), null, "the seal of its events and of the block before", "another seal");
    }
    var witness = witnessed.get(block.block());
    if (witness != null && !witness.equals(seal)) {
      violation(block.first(), null, "seal " + witness + ", as an earlier audit found it", seal);
    }
    previousSeal = block.seal();
    head = new SealedHead(block.block(), block.last(), seal);
    next();
  }

  /** Takes the end of the log: what is sealed beyond it is missing from it. */
  public void end(long lastIndex) {
    begin();
    while (current != null && current.first() <= lastIndex) {
      finish(current);
    }
    if (current != null) {
      violation(current.first(), null, "the event that was sealed", "a log that ends before it");
    }
    witnessed.keySet().stream()
        .filter(block -> block > head.block())
        .min(Long::compare)
        .ifPresent(
            block ->
                violation(
                    head.index() + 1,
                    null,
                    "block " + block + " of the seals, as an earlier audit found it",
                    "seals that end with block " + head.block()));
  }

  private void violation(long index, @Nullable String eventId, String expected, String found) {
    violations.add(new Violation(Promise.SEAL, null, index, eventId, expected, found));
  }

  /** Where the chain ends. */
  public SealedHead head() {
    return head;
  }

  /** Campaigns whose events could not be compared, because their salt was destroyed. */
  public Set<String> saltless() {
    return saltless;
  }
}
