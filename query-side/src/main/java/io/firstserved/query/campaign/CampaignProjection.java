package io.firstserved.query.campaign;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.Slot;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;
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
  public void take(Slot slot, List<Object> payloads, JdbcOperations jdbc) {
    var terms = new CampaignTermsWriter(slot, jdbc);
    var figures = new TreeMap<String, CampaignFigures>();
    for (var payload : payloads) {
      if (payload instanceof CampaignEvent event) {
        terms.write(event);
      } else if (payload instanceof CouponEvent event) {
        figures
            .computeIfAbsent(event.campaignId().value(), id -> new CampaignFigures())
            .count(event);
      }
    }
    CampaignFigures.add(slot, figures, jdbc);
  }
}
