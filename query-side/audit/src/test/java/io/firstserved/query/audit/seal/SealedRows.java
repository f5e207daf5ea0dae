package io.firstserved.query.audit.seal;

import io.firstserved.api.event.LogRow;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.EventLeaf;
import io.firstserved.seal.SealBlock;
import io.firstserved.serialization.EventReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The seals of some rows, as the sealer makes them. */
public final class SealedRows {

  private static final int SMALL_BLOCK = 50;

  private final int blockSize;
  private final Map<String, byte[]> salts = new HashMap<>();
  private final List<StoredSeal> blocks = new ArrayList<>();
  private final EventReader reader = new EventReader();

  public SealedRows(List<LogRow> rows) {
    this(SMALL_BLOCK);
    seal(rows);
  }

  /** None yet. */
  public SealedRows(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Seals further rows; says which blocks that made. */
  public List<StoredSeal> seal(List<LogRow> rows) {
    int before = blocks.size();
    var previous = blocks.isEmpty() ? SealBlock.GENESIS : blocks.getLast().seal();
    for (int from = 0; from < rows.size(); from += blockSize) {
      var block = new SealBlock(rows.get(from).index());
      for (var row : rows.subList(from, Math.min(rows.size(), from + blockSize))) {
        var outcome = reader.read(row);
        var campaign = EventLeaf.campaignOf(outcome);
        var salt =
            new CampaignSalt(
                campaign, salts.computeIfAbsent(campaign, unknown -> CampaignSalt.draw()));
        block.add(salt, EventLeaf.of(row, outcome, salt).hash());
      }
      previous = block.seal(previous);
      blocks.add(
          new StoredSeal(blocks.size() + 1, block.first(), block.last(), block.leaves(), previous));
    }
    return blocks.subList(before, blocks.size());
  }

  public Map<String, byte[]> salts() {
    return salts;
  }

  public List<StoredSeal> blocks() {
    return blocks;
  }

  public Salts lookup() {
    return campaign ->
        salts.containsKey(campaign)
            ? new Salts.Salt.Kept(new CampaignSalt(campaign, salts.get(campaign)))
            : new Salts.Salt.Unknown();
  }
}
