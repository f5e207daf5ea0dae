package io.firstserved.query.timeline;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.query.projection.BatchWriter;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.Slot;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** One row per campaign and second in which a coupon was issued. */
@Component
class TimelineProjection implements Projection {

  @Override
  public String name() {
    return "timeline";
  }

  @Override
  public List<String> tables() {
    return List.of("issuance_second");
  }

  @Override
  public BatchWriter begin(Slot slot) {
    return new IssuedPerSecond(slot);
  }

  @EventHandler
  void on(CouponIssued event, IssuedPerSecond issued) {
    issued.count(event.campaignId().value(), event.reservedAt());
  }
}
