package io.firstserved.query.audit.run;

import io.firstserved.query.audit.check.ReadCampaign;
import io.firstserved.query.audit.check.ReadCoupon;
import io.firstserved.query.audit.check.ReadModelCheck;
import io.firstserved.query.audit.source.SourceUnavailableException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read model as queries see it: the live slots, in keyset pages. */
final class ReadModelSource {

  private static final String COUPONS =
      "SELECT coupon_id, campaign_id, user_id, serial, status, order_id, issued_at_micros"
          + " FROM coupon WHERE slot = ? AND coupon_id > ? ORDER BY coupon_id LIMIT ?";
  private static final String CAMPAIGNS =
      "SELECT c.campaign_id, c.quota, c.issued, c.redeemed, c.revoked, c.expired,"
          + " c.first_issued_at_micros, c.last_issued_at_micros,"
          + " (SELECT COALESCE(SUM(t.issued), 0) FROM issuance_second t"
          + " WHERE t.slot = ? AND t.campaign_id = c.campaign_id)"
          + " FROM campaign_summary c WHERE c.slot = ? AND c.name IS NOT NULL";

  private final JdbcClient jdbc;
  private final int pageSize;

  ReadModelSource(JdbcClient jdbc, int pageSize) {
    this.jdbc = jdbc;
    this.pageSize = pageSize;
  }

  /** The live slot of each projection. */
  Map<String, Integer> liveSlots() {
    var slots = new TreeMap<String, Integer>();
    guarded(
        () ->
            jdbc.sql("SELECT name, live_slot FROM projection")
                .query(
                    row -> {
                      slots.put(row.getString(1), row.getInt(2));
                    }));
    return slots;
  }

  /**
   * How far the read model is.
   *
   * @param slots the live slot of each projection
   * @param highest by partition: the highest index that every live slot has
   * @param recent the fingerprints of the events that were projected last, by index
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Projected(Map<String, Integer> slots, long[] highest, NavigableMap<Long, String> recent) {}

  /** How far it is now. */
  Projected projected(int partitions) {
    var slots = liveSlots();
    var lowest = new long[partitions];
    Arrays.fill(lowest, Long.MAX_VALUE);
    var recent = new TreeMap<Long, String>();
    for (var slot : slots.entrySet()) {
      var positions = positions(slot.getKey(), slot.getValue(), partitions, recent);
      Arrays.setAll(lowest, partition -> Math.min(lowest[partition], positions[partition]));
    }
    return new Projected(slots, lowest, recent);
  }

  private long[] positions(String projection, int slot, int partitions, Map<Long, String> recent) {
    var positions = new long[partitions];
    guarded(
        () ->
            jdbc.sql(
                    "SELECT partition_no, highest_index, recent FROM projection_position"
                        + " WHERE projection = ? AND slot = ?")
                .param(projection)
                .param(slot)
                .query(
                    row -> {
                      positions[row.getInt(1)] = row.getLong(2);
                      recent.putAll(recent(row.getBytes(3), row.getLong(2)));
                    }));
    return positions;
  }

  /** Index and fingerprint by turns; nothing if they do not end at the highest index. */
  private static Map<Long, String> recent(byte @Nullable [] column, long highestIndex) {
    var recent = new TreeMap<Long, String>();
    var pairs = ByteBuffer.wrap(column == null ? new byte[0] : column);
    while (pairs.hasRemaining()) {
      recent.put(pairs.getLong(), HexFormat.of().toHexDigits(pairs.getLong()));
    }
    return recent.isEmpty() || recent.lastKey() != highestIndex ? Map.of() : recent;
  }

  /** Hands over every row of these slots. */
  void read(Map<String, Integer> slots, ReadModelCheck check) {
    guarded(
        () -> {
          campaigns(slots).forEach(check::campaign);
          String after = "";
          for (var page = coupons(slots, after); !page.isEmpty(); page = coupons(slots, after)) {
            page.forEach(check::coupon);
            after = page.getLast().couponId();
          }
        });
  }

  private List<ReadCampaign> campaigns(Map<String, Integer> slots) {
    return jdbc.sql(CAMPAIGNS)
        .param(slots.get("timeline"))
        .param(slots.get("campaigns"))
        .query((row, n) -> campaign(row))
        .list();
  }

  private static ReadCampaign campaign(ResultSet row) throws SQLException {
    return new ReadCampaign(
        row.getString(1),
        row.getObject(2, Long.class),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        instant(row.getObject(7, Long.class)),
        instant(row.getObject(8, Long.class)),
        row.getLong(9));
  }

  private List<ReadCoupon> coupons(Map<String, Integer> slots, String after) {
    return jdbc.sql(COUPONS)
        .param(slots.get("coupons"))
        .param(after)
        .param(pageSize)
        .query((row, n) -> coupon(row))
        .list();
  }

  private static ReadCoupon coupon(ResultSet row) throws SQLException {
    return new ReadCoupon(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        Instant.EPOCH.plus(row.getLong(7), ChronoUnit.MICROS));
  }

  private static @Nullable Instant instant(@Nullable Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static void guarded(Runnable reading) {
    try {
      reading.run();
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException(
          "the read model cannot be read: " + unreachable.getMessage(), unreachable);
    }
  }
}
