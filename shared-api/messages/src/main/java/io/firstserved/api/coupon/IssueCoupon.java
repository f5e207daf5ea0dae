package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/**
 * Issues a coupon for which the gate has granted a reservation.
 *
 * @param couponId derived from campaign, user and ordinal: {@link CouponId#of}
 * @param campaignId which campaign
 * @param userId who gets it
 * @param serial the serial the gate granted, from 1
 * @param ordinal which of the user's coupons in this campaign, from 1
 * @param reservedAt when the gate granted it, by the gate's clock
 */
public record IssueCoupon(
    CouponId couponId,
    CampaignId campaignId,
    UserId userId,
    long serial,
    int ordinal,
    Instant reservedAt)
    implements CouponCommand {

  /** The command for a reservation; the coupon's identity follows from the rest. */
  public static IssueCoupon of(
      CampaignId campaign, UserId user, long serial, int ordinal, Instant reservedAt) {
    return new IssueCoupon(
        CouponId.of(campaign, user, ordinal), campaign, user, serial, ordinal, reservedAt);
  }
}
