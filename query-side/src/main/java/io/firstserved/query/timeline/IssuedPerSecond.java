package io.firstserved.query.timeline;

import io.firstserved.query.projection.BatchWriter;
import io.firstserved.query.projection.Slot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;

/** How many coupons the events of one batch issued, by campaign and second. */
final class IssuedPerSecond implements BatchWriter {

  private static final String ADD =
      """
      INSERT INTO issuance_second (slot, campaign_id, epoch_second, issued) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE issued = issued + VALUES(issued)
      """;

  private record Second(String campaignId, long epochSecond) {
    static final Comparator<Second> BY_KEY =
        Comparator.comparing(Second::campaignId).thenComparingLong(Second::epochSecond);
  }

  private final Slot slot;
  private final SortedMap<Second, Integer> counts = new TreeMap<>(Second.BY_KEY);

  IssuedPerSecond(Slot slot) {
    this.slot = slot;
  }

  void count(String campaignId, Instant at) {
    counts.merge(new Second(campaignId, at.getEpochSecond()), 1, Integer::sum);
  }

  @Override
  public void flush(JdbcOperations jdbc) {
    if (counts.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        ADD,
        List.copyOf(counts.entrySet()),
        counts.size(),
        (statement, row) -> {
          statement.setInt(1, slot.number());
          statement.setString(2, row.getKey().campaignId());
          statement.setLong(3, row.getKey().epochSecond());
          statement.setInt(4, row.getValue());
        });
  }
}
