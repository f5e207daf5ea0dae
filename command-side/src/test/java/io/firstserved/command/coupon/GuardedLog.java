package io.firstserved.command.coupon;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.command.campaign.CampaignLog;
import io.firstserved.command.log.AppendRefusals;
import io.firstserved.command.log.EventMetaData;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** An event store in memory with the guards of the real log: serial, stream position, version. */
final class GuardedLog extends InMemoryEventStorageEngine {

  private static final String VERSION = EventMetaData.CAMPAIGN_VERSION;

  private final Set<String> serials = new HashSet<>();
  private final Set<String> positions = new HashSet<>();
  private final CampaignLog campaigns = new CampaignLog();

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    for (var event : events) {
      guard((DomainEventMessage<?>) event);
    }
    super.appendEvents(events);
  }

  /** A command appends one event at most, so a refusal leaves nothing behind. */
  private void guard(DomainEventMessage<?> event) {
    if (event.getPayload() instanceof CouponIssued issued) {
      if (versionOf(issued.campaignId()) != (long) event.getMetaData().get(VERSION)) {
        throw AppendRefusals.campaignMoved();
      }
      if (serials.contains(issued.eventIdentifier())) {
        throw AppendRefusals.serialTaken();
      }
    }
    if (!positions.add(event.getAggregateIdentifier() + "@" + event.getSequenceNumber())) {
      throw AppendRefusals.rivalWasFaster();
    }
    switch (event.getPayload()) {
      case CouponIssued issued -> serials.add(issued.eventIdentifier());
      case CampaignEvent changed -> campaigns.append(changed);
      default -> {}
    }
  }

  private long versionOf(CampaignId campaign) {
    return campaigns.campaignEvents(campaign).size() - 1L;
  }

  /** Its campaigns, for those who read them. */
  CampaignLog campaigns() {
    return campaigns;
  }

  /** How many events it holds. */
  int size() {
    return positions.size();
  }

  /** Everything it holds, in order. */
  List<Object> payloads() {
    return readEvents(null, false).<Object>map(EventMessage::getPayload).toList();
  }
}
