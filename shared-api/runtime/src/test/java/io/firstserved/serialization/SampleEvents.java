package io.firstserved.serialization;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.UserId;
import io.firstserved.api.log.LogIncarnationBegun;
import java.time.Instant;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;

/** One event of each kind, by the name of its approved file. */
final class SampleEvents {

  private static final CampaignId CAMPAIGN = new CampaignId("spring-sale");
  private static final UserId USER = new UserId("ann@example.org");
  private static final CouponId COUPON = CouponId.of(CAMPAIGN, USER, 1);
  private static final OrderId ORDER = new OrderId("order-4711");
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00.123Z");
  private static final CampaignTerms LIMITED =
      new CampaignTerms(
          "Spring sale",
          1_000L,
          2,
          AT.plusSeconds(3_600),
          AT.plusSeconds(7_200),
          Period.of(0, 1, 15));
  private static final CampaignTerms UNLIMITED =
      new CampaignTerms("Frühling für alle", null, 1, null, null, null);

  private SampleEvents() {}

  /** What earlier revisions read as today. */
  static Map<String, Object> ofEarlierRevisions() {
    return Map.of("coupon-revoked.1", new CouponRevoked(COUPON, CAMPAIGN, null, AT));
  }

  /** What is written today. */
  static Map<String, Object> byFileName() {
    var samples = new LinkedHashMap<String, Object>();
    samples.put("campaign-created.1.limited", CampaignCreated.of(CAMPAIGN, LIMITED, AT));
    samples.put("campaign-created.1.unlimited", CampaignCreated.of(CAMPAIGN, UNLIMITED, AT));
    samples.put("quota-raised.1", new QuotaRaised(CAMPAIGN, 2_000, AT));
    samples.put("campaign-paused.1", new CampaignPaused(CAMPAIGN, AT));
    samples.put("campaign-resumed.1", new CampaignResumed(CAMPAIGN, AT));
    samples.put("campaign-closed.1", new CampaignClosed(CAMPAIGN, AT));
    samples.put("coupon-issued.1", new CouponIssued(COUPON, CAMPAIGN, USER, 42, 1, AT));
    samples.put("coupon-redeemed.1", new CouponRedeemed(COUPON, CAMPAIGN, ORDER, AT));
    samples.put("redemption-undone.1", new RedemptionUndone(COUPON, CAMPAIGN, ORDER, AT));
    samples.put("coupon-revoked.2", new CouponRevoked(COUPON, CAMPAIGN, "sold on", AT));
    samples.put("coupon-revoked.2.untold", new CouponRevoked(COUPON, CAMPAIGN, null, AT));
    samples.put("coupon-expired.1", new CouponExpired(COUPON, CAMPAIGN, AT));
    samples.put(
        "log-incarnation-begun.1",
        new LogIncarnationBegun(
            0, 1, 91, "0123456789abcdef", "olga", "restored to the backup of 03:00"));
    return samples;
  }
}
