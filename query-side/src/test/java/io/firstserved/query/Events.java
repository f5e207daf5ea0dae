package io.firstserved.query;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Events for tests. */
public final class Events {

  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Events() {}

  public static CampaignCreated created(String campaign, @Nullable Long quota) {
    var terms = new CampaignTerms("Campaign " + campaign, quota, 1, null, null, null);
    return CampaignCreated.of(new CampaignId(campaign), terms, NOON);
  }

  public static CouponIssued issued(String campaign, long serial) {
    return issued(campaign, campaign + "-user-" + serial, serial, NOON.plusMillis(serial));
  }

  public static CouponIssued issued(String campaign, String user, long serial, Instant at) {
    var id = new CampaignId(campaign);
    var holder = new UserId(user);
    return new CouponIssued(CouponId.of(id, holder, 1), id, holder, serial, 1, at);
  }

  public static List<CouponIssued> issues(String campaign, long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(n -> issued(campaign, n)).toList();
  }

  public static CouponRedeemed redeemed(CouponIssued coupon, String order, Instant at) {
    return new CouponRedeemed(coupon.couponId(), coupon.campaignId(), new OrderId(order), at);
  }
}
