package io.firstserved.command.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedeemCoupon;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.RevokeCoupon;
import io.firstserved.api.coupon.UndoRedemption;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.coupon.CouponState.Status.Expired;
import io.firstserved.command.coupon.CouponState.Status.Redeemed;
import io.firstserved.command.coupon.CouponState.Status.Revoked;
import io.firstserved.command.coupon.CouponState.Status.Unused;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an issued coupon answers to a command: the event that records it; nothing, if it is a retry
 * of what is recorded already; or a {@link RefusedException} with the reason. Pure.
 */
final class CouponDecision {

  private CouponDecision() {}

  /**
   * A coupon whose validity has ended is not refused here: that it expired is recorded instead. For
   * an order that it was taken back from it is redeemed once only: that is a repetition come late.
   */
  static Optional<CouponEvent> redeem(CouponState state, RedeemCoupon command, Validity validity) {
    requireHolder(state, command.user());
    if (state.takenBackFrom(command.orderId()).isPresent()) {
      return Optional.empty();
    }
    return switch (state.status()) {
      case Unused unused when validity.endedAt(command.at()) -> expired(state, command.at());
      case Unused unused -> redeemed(state, command);
      case Redeemed redeemed -> {
        requireOrder(redeemed, command.orderId());
        yield Optional.empty();
      }
      case Revoked revoked -> throw refused(Reason.REVOKED, "coupon was revoked");
      case Expired expired -> Optional.empty();
    };
  }

  static Optional<CouponEvent> undo(CouponState state, UndoRedemption command) {
    requireHolder(state, command.user());
    if (isRepeated(state, command)) {
      return Optional.empty();
    }
    return switch (state.status()) {
      case Redeemed redeemed -> {
        requireOrder(redeemed, command.orderId());
        yield undone(state, redeemed, command);
      }
      case Revoked revoked -> throw refused(Reason.REVOKED, "coupon was revoked");
      case Unused unused -> throw refused(Reason.NOT_REDEEMED, "coupon is not redeemed");
      case Expired expired -> throw refused(Reason.NOT_REDEEMED, "coupon expired unredeemed");
    };
  }

  static Optional<CouponEvent> revoke(CouponState state, RevokeCoupon command) {
    return switch (state.status()) {
      case Unused unused -> revoked(state, command);
      case Redeemed redeemed -> revoked(state, command);
      case Revoked revoked -> Optional.empty();
      case Expired expired -> throw refused(Reason.EXPIRED, "coupon expired: nothing to revoke");
    };
  }

  /** Without an order nobody can tell a repetition from another request. */
  private static boolean isRepeated(CouponState state, UndoRedemption command) {
    var order = command.orderId();
    return order != null && state.takenBackFrom(order).isPresent();
  }

  /** Of another user's coupon nothing is said, not even that it exists. */
  private static void requireHolder(CouponState state, @Nullable UserId user) {
    if (user != null && !user.equals(state.issue().userId())) {
      throw refused(Reason.UNKNOWN_COUPON, "no coupon " + state.issue().couponId());
    }
  }

  private static void requireOrder(Redeemed redeemed, @Nullable OrderId order) {
    if (order != null && !order.equals(redeemed.orderId())) {
      throw refused(Reason.ALREADY_REDEEMED, "coupon was redeemed for another order");
    }
  }

  private static RefusedException refused(Reason reason, String message) {
    return new RefusedException(reason, message);
  }

  private static Optional<CouponEvent> redeemed(CouponState state, RedeemCoupon command) {
    var issue = state.issue();
    return Optional.of(
        new CouponRedeemed(issue.couponId(), issue.campaignId(), command.orderId(), command.at()));
  }

  private static Optional<CouponEvent> undone(
      CouponState state, Redeemed redeemed, UndoRedemption command) {
    var issue = state.issue();
    return Optional.of(
        new RedemptionUndone(
            issue.couponId(), issue.campaignId(), redeemed.orderId(), command.at()));
  }

  private static Optional<CouponEvent> revoked(CouponState state, RevokeCoupon command) {
    var issue = state.issue();
    return Optional.of(
        new CouponRevoked(issue.couponId(), issue.campaignId(), command.reason(), command.at()));
  }

  private static Optional<CouponEvent> expired(CouponState state, Instant at) {
    var issue = state.issue();
    return Optional.of(new CouponExpired(issue.couponId(), issue.campaignId(), at));
  }
}
