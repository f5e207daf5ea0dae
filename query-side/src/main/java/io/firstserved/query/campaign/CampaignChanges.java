package io.firstserved.query.campaign;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.query.projection.BatchWriter;
import io.firstserved.query.projection.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * What the events of one batch do to campaigns: their own events one by one, because they are few,
 * and what coupons contribute as one sum per campaign.
 */
final class CampaignChanges implements BatchWriter {

  private final Slot slot;
  private final List<CampaignEvent> terms = new ArrayList<>();
  private final SortedMap<String, CampaignFigures> figures = new TreeMap<>();

  CampaignChanges(Slot slot) {
    this.slot = slot;
  }

  /** A campaign's own event. */
  void terms(CampaignEvent event) {
    terms.add(event);
  }

  /** The figures of the coupon's campaign, to which the event is still to be added. */
  CampaignFigures of(CouponEvent event) {
    return figures.computeIfAbsent(event.campaignId().value(), id -> new CampaignFigures());
  }

  @Override
  public void flush(JdbcOperations jdbc) {
    var writer = new CampaignTermsWriter(slot, jdbc);
    terms.forEach(writer::write);
    CampaignFigures.add(slot, figures, jdbc);
  }
}
