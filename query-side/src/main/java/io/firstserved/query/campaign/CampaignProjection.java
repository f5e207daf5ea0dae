package io.firstserved.query.campaign;

import io.firstserved.api.campaign.CampaignEvent;
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

/**
 * One row per campaign. What coupons contribute are sums, minima and maxima, because their events
 * come in no order relative to the campaign's own; the row of a busy campaign is touched once per
 * batch.
 */
@Component
class CampaignProjection implements Projection {

  @Override
  public String name() {
    return "campaigns";
  }

  @Override
  public List<String> tables() {
    return List.of("campaign_summary");
  }

  @Override
  public BatchWriter begin(Slot slot) {
    return new CampaignChanges(slot);
  }

  @EventHandler
  void on(CampaignEvent event, CampaignChanges changes) {
    changes.terms(event);
  }

  @EventHandler
  void on(CouponIssued event, CampaignChanges changes) {
    changes.of(event).issued(event.reservedAt());
  }

  @EventHandler
  void on(CouponRedeemed event, CampaignChanges changes) {
    changes.of(event).redeemed();
  }

  @EventHandler
  void on(RedemptionUndone event, CampaignChanges changes) {
    changes.of(event).redemptionUndone();
  }

  @EventHandler
  void on(CouponRevoked event, CampaignChanges changes) {
    changes.of(event).revoked();
  }

  @EventHandler
  void on(CouponExpired event, CampaignChanges changes) {
    changes.of(event).expired();
  }
}
