package io.firstserved.query.timeline;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.Slot;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** One row per campaign and second in which a coupon was issued. */
@Component
class TimelineProjection implements Projection {

  private static final String ADD =
      """
      INSERT INTO issuance_second (slot, campaign_id, epoch_second, issued) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE issued = issued + VALUES(issued)
      """;

  private record Second(String campaignId, long epochSecond) {
    static final Comparator<Second> BY_KEY =
        Comparator.comparing(Second::campaignId).thenComparingLong(Second::epochSecond);
  }

  @Override
  public String name() {
    return "timeline";
  }

  @Override
  public List<String> tables() {
    return List.of("issuance_second");
  }

  @Override
  public void take(Slot slot, List<Object> payloads, JdbcOperations jdbc) {
    var counts = new TreeMap<Second, Integer>(Second.BY_KEY);
    for (var payload : payloads) {
      if (payload instanceof CouponIssued issued) {
        var second = new Second(issued.campaignId().value(), issued.reservedAt().getEpochSecond());
        counts.merge(second, 1, Integer::sum);
      }
    }
    if (!counts.isEmpty()) {
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
}
