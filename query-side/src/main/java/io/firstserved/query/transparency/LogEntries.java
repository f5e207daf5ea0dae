package io.firstserved.query.transparency;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.seal.Salts;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.platform.LogDatabaseConfiguration;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.EventLeaf;
import io.firstserved.serialization.EventReader;
import io.firstserved.serialization.LogRows;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the leaves are hashes of, computed from the rows as they are now: an edited row's entry no
 * longer has the hash that its tile has. Names no person.
 */
@Component
class LogEntries {

  private static final int MAX_LENGTH = 0xffff;

  private final DataSource log;
  private final EventReader reader = new EventReader();

  LogEntries(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.log = log;
  }

  /**
   * Consecutive entries, each with its length before it.
   *
   * @param first the first entry's place in the tree, from 0
   * @throws RefusedException NOT_FOUND if one cannot be shown any more
   */
  byte[] bundle(long first, int count) {
    var rows =
        JdbcClient.create(log)
            .sql(LogRows.SELECT + " WHERE global_index BETWEEN ? AND ? ORDER BY global_index")
            .param(first + 1)
            .param(first + count)
            .query((row, n) -> LogRows.read(row))
            .list();
    if (rows.size() != count) {
      throw new RefusedException(Reason.NOT_FOUND, "the log has lost some of these entries");
    }
    return bundle(rows);
  }

  private byte[] bundle(List<LogRow> rows) {
    var salts = new SealStore(log);
    var bundle = new ByteArrayOutputStream();
    for (var row : rows) {
      var entry = entry(row, reader.read(row), salts);
      if (entry.length > MAX_LENGTH) {
        throw new RefusedException(
            Reason.NOT_FOUND, "entry %d is too long to be shown".formatted(row.index() - 1));
      }
      bundle.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) entry.length).array());
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  private static byte[] entry(LogRow row, EventReader.Outcome outcome, Salts salts) {
    return EventLeaf.of(row, outcome, salt(EventLeaf.campaignOf(outcome), salts)).entry();
  }

  private static CampaignSalt salt(String campaign, Salts salts) {
    return switch (salts.of(campaign)) {
      case Salts.Salt.Kept(var salt) -> salt;
      case Salts.Salt.Destroyed gone ->
          throw new RefusedException(
              Reason.NOT_FOUND, "entries of this campaign were made unreadable for ever");
      case Salts.Salt.Unknown never ->
          throw new RefusedException(Reason.NOT_FOUND, "an entry is not the one that was sealed");
    };
  }

  /**
   * The issue of a coupon.
   *
   * @param index its place in the tree, from 0
   * @param event what was issued
   * @param entry what its leaf is the hash of
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Issue(long index, CouponIssued event, byte[] entry) {}

  /** The issue of a coupon; empty if there is none that can be read. */
  Optional<Issue> issue(String couponId) {
    return JdbcClient.create(log)
        .sql(LogRows.SELECT + " WHERE aggregate_identifier = ? AND sequence_number = 0")
        .param(couponId)
        .query((row, n) -> LogRows.read(row))
        .optional()
        .flatMap(this::issue);
  }

  private Optional<Issue> issue(LogRow row) {
    var outcome = reader.read(row);
    if (outcome instanceof EventReader.Outcome.Event(CouponIssued event)) {
      return Optional.of(
          new Issue(row.index() - 1, event, entry(row, outcome, new SealStore(log))));
    }
    return Optional.empty();
  }
}
