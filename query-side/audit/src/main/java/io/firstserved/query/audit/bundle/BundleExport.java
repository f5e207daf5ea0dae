package io.firstserved.query.audit.bundle;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.seal.Salts;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.seal.SealedHead;
import io.firstserved.query.audit.seal.StoredSeal;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.EventLeaf;
import io.firstserved.seal.SealBlock;
import io.firstserved.serialization.EventReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Writes the evidence of one campaign: its events as they may be shown, block by block of the seal
 * chain from the first to the head, with the roots that stand for everybody else's. Nothing is
 * written that the log and its seals do not agree on.
 */
@Component
class BundleExport {

  private final DataSource log;
  private final SigningKeys keys;
  private final AuditProperties limits;
  private final Clock clock;
  private final EventReader reader = new EventReader();

  BundleExport(
      @Qualifier(StoreSource.DATABASE) DataSource log,
      SigningKeys keys,
      AuditProperties limits,
      Clock clock) {
    this.log = log;
    this.keys = keys;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Writes the bundle of a campaign.
   *
   * @param head the seal chain's head that the bundle shall end with
   * @throws RefusedException VOIDED if the seals are not there any more, because a shorter log was
   *     accepted since
   * @throws IllegalStateException if the log is not the one that was sealed
   */
  void write(String campaign, SealedHead head, OutputStream out) throws IOException {
    var writer = new BundleWriter(out);
    var seals = new SealStore(log);
    if (!seals.has(head)) {
      throw new RefusedException(
          Reason.VOIDED, "the log does not have the seals that this audit saw: audit again");
    }
    var salt = kept(seals, campaign);
    writer.line(header(campaign, salt, head));
    var chain = new SealLines(writer, seals, head.block(), HexFormat.of().formatHex(salt.scope()));
    new StoreSource(log, limits.pageSize()).replay(head.index(), chain::accept);
    writer.sign(HexFormat.of().parseHex(head.seal()), keys.key());
  }

  private static CampaignSalt kept(Salts salts, String campaign) {
    if (salts.of(campaign) instanceof Salts.Salt.Kept(var salt)) {
      return salt;
    }
    throw new RefusedException(
        Reason.INVALID_REQUEST, "campaign " + campaign + " has no salt: nothing of it is sealed");
  }

  private LinkedHashMap<String, Object> header(
      String campaign, CampaignSalt salt, SealedHead head) {
    var header = new LinkedHashMap<String, Object>();
    header.put("format", BundleWriter.FORMAT);
    header.put("campaign", campaign);
    header.put("scopeKey", HexFormat.of().formatHex(salt.scopeKey()));
    header.put("sealedUpTo", head.index());
    header.put("blocks", head.block());
    header.put("exportedAt", clock.instant().toString());
    return header;
  }

  /** Recomputes the blocks while the rows go by, and writes each when it is complete. */
  private final class SealLines {

    private final BundleWriter writer;
    private final SealStore seals;
    private final String scope;
    private final java.util.function.Supplier<StoredSeal> stored;
    private StoredSeal current;
    private SealBlock block;
    private List<Object> events = new ArrayList<>();
    private byte[] previous = SealBlock.GENESIS;

    SealLines(BundleWriter writer, SealStore seals, long lastBlock, String scope) {
      this.writer = writer;
      this.seals = seals;
      this.scope = scope;
      var blocks = seals.blocks(lastBlock);
      this.stored =
          () -> {
            var next = blocks.get();
            return next == null ? new StoredSeal(0, 0, 0, new byte[0], new byte[0]) : next;
          };
      this.current = stored.get();
      this.block = new SealBlock(current.first());
    }

    void accept(LogRow row) {
      var outcome = reader.read(row);
      var salt = kept(seals, EventLeaf.campaignOf(outcome));
      var leaf = EventLeaf.of(row, outcome, salt);
      block.add(salt, leaf.hash());
      if (HexFormat.of().formatHex(salt.scope()).equals(scope)) {
        events.add(
            List.of(
                leaf.index(),
                leaf.payloadType(),
                leaf.disclosed(),
                HexFormat.of().formatHex(leaf.rowDigest())));
      }
      if (row.index() == current.last()) {
        finish();
      }
    }

    private void finish() {
      previous = block.seal(previous);
      if (!Arrays.equals(previous, current.seal())) {
        throw new IllegalStateException(
            "the log is not as block " + current.block() + " sealed it");
      }
      try {
        writer.line(line());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      current = stored.get();
      block = new SealBlock(current.first());
      events = new ArrayList<>();
    }

    private LinkedHashMap<String, Object> line() {
      var line = new LinkedHashMap<String, Object>();
      line.put("block", current.block());
      line.put("first", current.first());
      line.put("last", current.last());
      line.put(
          "groups",
          block.groups().stream()
              .map(
                  group ->
                      List.of(group.scope(), group.count(), HexFormat.of().formatHex(group.root())))
              .toList());
      line.put("events", events);
      return line;
    }
  }
}
