package io.firstserved.command.log;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Event messages as the aggregates publish them. */
final class Events {

  static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private Events() {}

  static DomainEventMessage<CouponIssued> issued(CampaignId campaign, String user, long serial) {
    return issued(campaign, user, serial, 0);
  }

  static DomainEventMessage<CouponIssued> issued(
      CampaignId campaign, String user, long serial, long campaignVersion) {
    return issue(campaign, user, serial, Map.of(EventMetaData.CAMPAIGN_VERSION, campaignVersion));
  }

  static DomainEventMessage<CouponIssued> rehearsed(CampaignId campaign, String user, long serial) {
    return issue(campaign, user, serial, Map.of(EventMetaData.REHEARSAL, true));
  }

  private static DomainEventMessage<CouponIssued> issue(
      CampaignId campaign, String user, long serial, Map<String, ?> metaData) {
    var userId = new UserId(user);
    var coupon = CouponId.of(campaign, userId, 1);
    return new GenericDomainEventMessage<>(
        "Coupon",
        coupon.value(),
        0,
        new CouponIssued(coupon, campaign, userId, serial, 1, AT),
        metaData);
  }

  static DomainEventMessage<CampaignCreated> created(CampaignId campaign) {
    return new GenericDomainEventMessage<>(
        "Campaign",
        campaign.value(),
        0,
        new CampaignCreated(campaign, "a campaign", null, 1, null, null, null, AT));
  }

  static DomainEventMessage<CampaignPaused> paused(CampaignId campaign, long sequenceNumber) {
    return new GenericDomainEventMessage<>(
        "Campaign", campaign.value(), sequenceNumber, new CampaignPaused(campaign, AT));
  }
}
