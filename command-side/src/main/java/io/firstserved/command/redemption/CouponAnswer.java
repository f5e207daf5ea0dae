package io.firstserved.command.redemption;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.coupon.CouponState;
import io.firstserved.command.coupon.CouponState.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as recorded, for clients.
 *
 * @param orderId the order it is redeemed for; null unless it is redeemed
 */
record CouponAnswer(
    CouponId couponId,
    CampaignId campaignId,
    UserId userId,
    long serial,
    Instant issuedAt,
    State state,
    @Nullable OrderId orderId) {

  /** What became of a coupon. */
  enum State {
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
        state(coupon.status()),
        coupon.status() instanceof Status.Redeemed redeemed ? redeemed.orderId() : null);
  }

  private static State state(Status status) {
    return switch (status) {
      case Status.Unused unused -> State.ISSUED;
      case Status.Redeemed redeemed -> State.REDEEMED;
      case Status.Revoked revoked -> State.REVOKED;
      case Status.Expired expired -> State.EXPIRED;
    };
  }
}
