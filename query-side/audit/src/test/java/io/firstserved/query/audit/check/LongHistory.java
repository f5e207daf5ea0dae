package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.api.event.LogRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A log as long as one likes, batch by batch: one campaign, each tenth coupon redeemed. */
public final class LongHistory {

  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final CampaignId CAMPAIGN = new CampaignId("big");
  private static final int REDEEMED = 10;

  private long index;
  private long serial;
  private boolean due;

  /** The next rows. */
  public List<LogRow> next(int count) {
    var rows = new ArrayList<LogRow>(count + 1);
    while (rows.size() < count) {
      rows.add(index == 0 ? creation() : due && serial % REDEEMED == 0 ? redemption() : issue());
    }
    return rows;
  }

  private LogRow creation() {
    var created = new CampaignCreated(CAMPAIGN, "Big", null, 1, null, null, null, AT);
    return SimulatedLog.row(++index, "first", CAMPAIGN.value(), 0, "campaign", AT, created, "{}");
  }

  private LogRow issue() {
    due = true;
    var coupon = coupon(++serial);
    return SimulatedLog.row(
        ++index,
        coupon.eventIdentifier(),
        coupon.couponId().value(),
        0,
        "coupon",
        AT,
        coupon,
        "{\"campaignVersion\":0}");
  }

  private LogRow redemption() {
    due = false;
    var coupon = coupon(serial);
    var redeemed =
        new CouponRedeemed(coupon.couponId(), CAMPAIGN, new OrderId("order-" + serial), AT);
    var id = new UUID(index, serial).toString();
    return SimulatedLog.row(
        ++index, id, coupon.couponId().value(), 1, "coupon", AT, redeemed, "{}");
  }

  private static CouponIssued coupon(long serial) {
    var user = new UserId("user-" + serial);
    return new CouponIssued(CouponId.of(CAMPAIGN, user, 1), CAMPAIGN, user, serial, 1, AT);
  }
}
