package io.firstserved.command.coupon;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.coupon.CouponState.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as recorded, for clients; named as the query side names it.
 *
 * @param orderId the order it is redeemed for; null unless it is redeemed
 */
record CouponAnswer(
    CouponId couponId,
    CampaignId campaignId,
    UserId userId,
    long serial,
    Instant issuedAt,
    Outcome status,
    @Nullable OrderId orderId) {

  /** What became of a coupon. */
  enum Outcome {
    ISSUED,
    REDEEMED,
    REVOKED,
    EXPIRED
  }

  static CouponAnswer of(CouponState coupon) {
    var issue = coupon.issue();
    return new CouponAnswer(
        issue.couponId(),
        issue.campaignId(),
        issue.userId(),
        issue.serial(),
        issue.reservedAt(),
        outcome(coupon.status()),
        coupon.status() instanceof Status.Redeemed redeemed ? redeemed.orderId() : null);
  }

  private static Outcome outcome(Status status) {
    return switch (status) {
      case Status.Unused unused -> Outcome.ISSUED;
      case Status.Redeemed redeemed -> Outcome.REDEEMED;
      case Status.Revoked revoked -> Outcome.REVOKED;
      case Status.Expired expired -> Outcome.EXPIRED;
    };
  }
}
