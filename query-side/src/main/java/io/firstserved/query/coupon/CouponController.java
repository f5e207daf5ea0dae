package io.firstserved.query.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Cursor;
import io.firstserved.edge.Page;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers who holds which coupons. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "coupons", description = "Who holds which coupons")
class CouponController {

  private final CouponRows coupons;

  CouponController(CouponRows coupons) {
    this.coupons = coupons;
  }

  @GetMapping("/coupons/{couponId}")
  @Operation(
      operationId = "findCoupon",
      summary = "One coupon; another user's is as unknown as one that does not exist")
  @RefusedFor({Reason.UNKNOWN_COUPON, Reason.OVERLOADED, Reason.VOIDED})
  CouponView find(
      @PathVariable @Pattern(regexp = CouponId.PATTERN) String couponId,
      @Parameter(hidden = true) Caller caller) {
    var coupon =
        coupons
            .find(couponId)
            .filter(found -> Readers.maySee(caller, found.userId))
            .orElseThrow(
                () -> new RefusedException(Reason.UNKNOWN_COUPON, "no such coupon: " + couponId));
    return CouponView.of(coupon);
  }

  @GetMapping("/users/{userId}/coupons")
  @Operation(
      operationId = "listCouponsOfUserInPath",
      summary = "A user's coupons, the earliest first")
  @RefusedFor({Reason.OVERLOADED, Reason.VOIDED})
  Page<CouponView> ofUserInPath(
      @PathVariable @Pattern(regexp = UserId.PATH_PATTERN) String userId,
      @RequestParam(required = false) @Pattern(regexp = Cursor.PATTERN) @Nullable String after,
      @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @Parameter(hidden = true) Caller caller) {
    return ofUser(userId, after, limit, caller);
  }

  @GetMapping("/coupons")
  @Operation(
      operationId = "listCouponsOfUser",
      summary =
          "A user's coupons, the earliest first: also of users whose id cannot stand in a path")
  @RefusedFor({Reason.OVERLOADED, Reason.VOIDED})
  Page<CouponView> ofUser(
      @RequestParam @Pattern(regexp = UserId.PATTERN) String userId,
      @RequestParam(required = false) @Pattern(regexp = Cursor.PATTERN) @Nullable String after,
      @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @Parameter(hidden = true) Caller caller) {
    Readers.admit(caller, userId);
    var start = Cursor.parse(after);
    return Page.of(
        coupons.ofUser(userId, start.number(), start.id(), Limit.of(limit + 1)),
        limit,
        CouponView::of,
        row -> new Cursor(row.issuedAtMicros, row.couponId).toString());
  }

  @GetMapping("/campaigns/{campaignId}/coupons")
  @Operation(operationId = "listCouponsOfCampaign", summary = "A campaign's coupons, by serial")
  @RefusedFor({Reason.OVERLOADED, Reason.VOIDED})
  Page<CouponView> ofCampaign(
      @PathVariable @Pattern(regexp = CampaignId.PATTERN) String campaignId,
      @RequestParam(required = false) @Pattern(regexp = Cursor.PATTERN) @Nullable String after,
      @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @Parameter(hidden = true) Caller caller) {
    Readers.admitToAll(caller);
    var start = Cursor.parse(after);
    return Page.of(
        coupons.ofCampaign(campaignId, start.number(), start.id(), Limit.of(limit + 1)),
        limit,
        CouponView::of,
        row -> new Cursor(row.serial, row.couponId).toString());
  }
}
