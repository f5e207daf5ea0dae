package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;

/**
 * Remembers what the read model may still lag behind with: the coupons and campaigns whose events
 * were not projected when its positions were read, or came after. Nothing, in a quiet system.
 */
public final class LagTracker {

  private final ToIntFunction<String> partitionOf;
  private final long[] projected;
  private final LongTable coupons = new LongTable(0);
  private final Set<String> campaigns = new HashSet<>();
  private long events;

  /**
   * A tracker.
   *
   * @param partitionOf the topic's partition of an aggregate
   * @param projected by partition: the highest index that every projection has
   */
  public LagTracker(ToIntFunction<String> partitionOf, long[] projected) {
    this.partitionOf = partitionOf;
    this.projected = projected.clone();
  }

  /** Takes an event of the log. */
  public void accept(LogRow row, String campaign) {
    track(row, campaign, index -> index > projected[partitionOf.applyAsInt(row.aggregateId())]);
  }

  /** Takes an event that came after the log was replayed. */
  public void acceptLate(LogRow row, String campaign) {
    track(row, campaign, index -> true);
  }

  private void track(LogRow row, String campaign, LongPredicate lags) {
    if (lags.test(row.index())) {
      events++;
      coupons.add(row.aggregateId());
      campaigns.add(campaign);
    }
  }

  /** How many events the read model may lack. */
  public long events() {
    return events;
  }

  boolean hasCoupon(String couponId) {
    return coupons.find(couponId) >= 0;
  }

  boolean hasCampaign(String campaign) {
    return campaigns.contains(campaign);
  }
}
