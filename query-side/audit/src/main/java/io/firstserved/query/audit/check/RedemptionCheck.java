package io.firstserved.query.audit.check;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.event.LogRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to a coupon after its issue: redeemed once while valid, given back by the same
 * order, revoked once, expired only after its validity.
 */
final class RedemptionCheck {

  private final Findings findings;
  private final CouponTable coupons;

  RedemptionCheck(Findings findings, CouponTable coupons) {
    this.findings = findings;
    this.coupons = coupons;
  }

  /** Checks a later event of a coupon against its status, then moves the status. */
  void accept(LogRow row, CouponEvent event, CampaignFold campaign, long at) {
    if (!campaign.isOwnerOf(event.couponId())) {
      findings.at(row, Promise.REDEMPTION, campaign.id, "the campaign of its coupon", campaign.id);
    }
    var status = coupons.status(at);
    var expiry = campaign.expiryOf(Instant.ofEpochMilli(coupons.reservedAtMillis(at)));
    var obstacle = status == FoldedStatus.UNKNOWN ? null : obstacle(event, status, expiry, at);
    if (obstacle != null) {
      findings.at(
          row, Promise.REDEMPTION, campaign.id, obstacle, row.payloadType() + ", " + status);
    }
    move(event, at);
    campaign.counted(event);
  }

  private @Nullable String obstacle(
      CouponEvent event, FoldedStatus status, @Nullable Instant expiry, long at) {
    return switch (event) {
      case CouponIssued issued -> null;
      case CouponRedeemed redeemed ->
          status != FoldedStatus.UNUSED
              ? "redeemed only while unused"
              : expiry != null && !redeemed.at().isBefore(expiry)
                  ? "redeemed before " + expiry
                  : null;
      case RedemptionUndone undone ->
          status != FoldedStatus.REDEEMED || !coupons.isOrder(at, undone.orderId().value())
              ? "given back only by the order it is redeemed for"
              : null;
      case CouponRevoked revoked ->
          status != FoldedStatus.UNUSED && status != FoldedStatus.REDEEMED
              ? "revoked only while unused or redeemed"
              : null;
      case CouponExpired expired ->
          status != FoldedStatus.UNUSED
              ? "expired only while unused"
              : expiry == null || expired.at().isBefore(expiry)
                  ? "expired not before " + (expiry == null ? "for ever" : expiry)
                  : null;
    };
  }

  private void move(CouponEvent event, long at) {
    var to =
        switch (event) {
          case CouponIssued issued -> FoldedStatus.UNUSED;
          case CouponRedeemed redeemed -> FoldedStatus.REDEEMED;
          case RedemptionUndone undone -> FoldedStatus.UNUSED;
          case CouponRevoked revoked -> FoldedStatus.REVOKED;
          case CouponExpired expired -> FoldedStatus.EXPIRED;
        };
    coupons.status(at, to);
    coupons.order(at, event instanceof CouponRedeemed redeemed ? redeemed.orderId().value() : null);
  }
}
