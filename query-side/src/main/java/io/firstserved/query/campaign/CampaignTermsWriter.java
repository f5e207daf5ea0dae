package io.firstserved.query.campaign;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.query.projection.Micros;
import io.firstserved.query.projection.Slot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes what a campaign's own events tell. They are few and come in order. */
final class CampaignTermsWriter {

  private static final String CREATE =
      """
      INSERT INTO campaign_summary (slot, campaign_id, name, quota, per_user_limit,
          opens_at_micros, closes_at_micros, coupon_validity, created_at_micros)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE
          name = VALUES(name), quota = VALUES(quota), per_user_limit = VALUES(per_user_limit),
          opens_at_micros = VALUES(opens_at_micros), closes_at_micros = VALUES(closes_at_micros),
          coupon_validity = VALUES(coupon_validity), created_at_micros = VALUES(created_at_micros)
      """;

  private final Slot slot;
  private final JdbcOperations jdbc;

  CampaignTermsWriter(Slot slot, JdbcOperations jdbc) {
    this.slot = slot;
    this.jdbc = jdbc;
  }

  void write(CampaignEvent event) {
    switch (event) {
      case CampaignCreated created -> create(created);
      case QuotaRaised raised -> set(raised, "quota", raised.quota());
      case CampaignPaused paused -> set(paused, "paused_at_micros", Micros.of(paused.at()));
      case CampaignResumed resumed -> set(resumed, "paused_at_micros", null);
      case CampaignClosed closed -> set(closed, "closed_at_micros", Micros.of(closed.at()));
    }
  }

  private void create(CampaignCreated created) {
    var validity = created.couponValidity();
    jdbc.update(
        CREATE,
        slot.number(),
        created.campaignId().value(),
        created.name(),
        created.quota(),
        created.perUserLimit(),
        Micros.ofNullable(created.opensAt()),
        Micros.ofNullable(created.closesAt()),
        validity == null ? null : validity.toString(),
        Micros.of(created.at()));
  }

  private void set(CampaignEvent event, String column, @Nullable Object value) {
    var rows =
        jdbc.update(
            "UPDATE campaign_summary SET "
                + column
                + " = ? WHERE slot = ? AND campaign_id = ? AND name IS NOT NULL",
            value,
            slot.number(),
            event.campaignId().value());
    if (rows == 0) {
      throw new IllegalStateException("campaign " + event.campaignId() + " was never created");
    }
  }
}
