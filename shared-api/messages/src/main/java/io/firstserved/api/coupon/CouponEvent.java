package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/** Everything that can happen to a coupon. */
public sealed interface CouponEvent
    permits CouponIssued, CouponRedeemed, RedemptionUndone, CouponRevoked, CouponExpired {

  /** Which coupon. */
  CouponId couponId();

  /** Of which campaign, so that a campaign's figures can be kept without a look-up. */
  CampaignId campaignId();

  /** When. */
  Instant at();
}
