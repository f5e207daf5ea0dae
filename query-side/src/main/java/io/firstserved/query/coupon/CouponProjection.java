package io.firstserved.query.coupon;

import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.query.projection.BatchWriter;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.Slot;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** One row per coupon. */
@Component
class CouponProjection implements Projection {

  @Override
  public String name() {
    return "coupons";
  }

  @Override
  public List<String> tables() {
    return List.of("coupon");
  }

  @Override
  public BatchWriter begin(Slot slot) {
    return new CouponChanges(slot);
  }

  @EventHandler
  void on(CouponIssued event, CouponChanges changes) {
    changes.of(event).issued(event);
  }

  @EventHandler
  void on(CouponRedeemed event, CouponChanges changes) {
    changes.of(event).redeemed(event.orderId().value(), event.at());
  }

  @EventHandler
  void on(RedemptionUndone event, CouponChanges changes) {
    changes.of(event).redemptionUndone();
  }

  @EventHandler
  void on(CouponRevoked event, CouponChanges changes) {
    changes.of(event).revoked(event.at());
  }

  @EventHandler
  void on(CouponExpired event, CouponChanges changes) {
    changes.of(event).expired(event.at());
  }
}
