package io.firstserved.command.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponCommand;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedeemCoupon;
import io.firstserved.api.coupon.RevokeCoupon;
import io.firstserved.api.coupon.UndoRedemption;
import io.firstserved.command.dispatch.Dispatch;
import io.firstserved.command.dispatch.LogIndex;
import io.firstserved.command.log.AppendReceipt.Appended;
import io.firstserved.edge.Caller;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Redemption, its undoing and revocation over HTTP. Every answer is the coupon as recorded; every
 * call can be repeated. Dated by this node's clock: unlike an issue, a redemption races with nobody
 * but the coupon's own end of validity, days away.
 */
@RestController
@RequestMapping("/api/v1/coupons/{couponId}")
@Tag(name = "redemption", description = "What becomes of a coupon once it is issued")
class RedemptionController {

  private final Dispatch dispatch;
  private final LogIndex logIndex;
  private final Clock clock;

  RedemptionController(Dispatch dispatch, LogIndex logIndex, Clock clock) {
    this.dispatch = dispatch;
    this.logIndex = logIndex;
    this.clock = clock;
  }

  @PostMapping("/redemption")
  @Operation(
      operationId = "redeemCoupon",
      summary = "Redeem a coupon for an order",
      description =
          "Again for the same order: 200, the first answer, also after the redemption was taken"
              + " back; nothing is redeemed then. 404 UNKNOWN_COUPON unless the caller holds the"
              + " coupon or is a campaign-admin, 409 ALREADY_REDEEMED for another order, 410 EXPIRED or REVOKED.")
  @RefusedFor({
    Reason.UNKNOWN_COUPON,
    Reason.ALREADY_REDEEMED,
    Reason.EXPIRED,
    Reason.REVOKED,
    Reason.OVERLOADED
  })
  ResponseEntity<CouponAnswer> redeem(
      @PathVariable CouponId couponId, @Valid @RequestBody RedeemRequest request, Caller caller) {
    var user = Holder.requiredOf(caller, request.userId());
    var order = new OrderId(request.orderId());
    var coupon = send(new RedeemCoupon(couponId, order, user, now()), caller);
    if (coupon.result().status() instanceof CouponState.Status.Expired) {
      throw new RefusedException(Reason.EXPIRED, "the coupon's validity has ended");
    }
    return answer(coupon);
  }

  @DeleteMapping("/redemption")
  @Operation(
      operationId = "undoRedemption",
      summary = "Take a redemption back",
      description =
          "With orderId, only that order's, again: 200; 409 ALREADY_REDEEMED if it is redeemed for"
              + " another. 404 UNKNOWN_COUPON as for redeeming, 409 NOT_REDEEMED, 410 REVOKED.")
  @RefusedFor({
    Reason.UNKNOWN_COUPON,
    Reason.NOT_REDEEMED,
    Reason.ALREADY_REDEEMED,
    Reason.EXPIRED,
    Reason.REVOKED,
    Reason.OVERLOADED
  })
  ResponseEntity<CouponAnswer> undo(
      @PathVariable CouponId couponId,
      @RequestParam(required = false) @Nullable OrderId orderId,
      Caller caller) {
    var user = Holder.requiredOf(caller, null);
    return answer(send(new UndoRedemption(couponId, orderId, user, now()), caller));
  }

  @PostMapping("/revocation")
  @Operation(
      operationId = "revokeCoupon",
      summary = "Revoke a coupon for good",
      description = "Redeemed or not; again: 200. 410 EXPIRED: there is nothing to revoke.")
  @RefusedFor({Reason.UNKNOWN_COUPON, Reason.EXPIRED, Reason.OVERLOADED})
  ResponseEntity<CouponAnswer> revoke(
      @PathVariable CouponId couponId,
      @Valid @RequestBody(required = false) @Nullable RevokeRequest request,
      Caller caller) {
    var reason = request == null ? null : request.reason();
    return answer(send(new RevokeCoupon(couponId, reason, now()), caller));
  }

  private Appended<CouponState> send(CouponCommand command, Caller caller) {
    return dispatch.send(command, caller.name(), CouponState::of);
  }

  private ResponseEntity<CouponAnswer> answer(Appended<CouponState> coupon) {
    return logIndex.in(ResponseEntity.ok(), coupon).body(CouponAnswer.of(coupon.result()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
