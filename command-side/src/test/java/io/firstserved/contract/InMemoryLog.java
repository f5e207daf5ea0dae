package io.firstserved.contract;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.CampaignLog;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Reads campaigns from the event store that the aggregates write. */
final class InMemoryLog extends CampaignLog {

  private final EventStorageEngine engine;

  InMemoryLog(EventStorageEngine engine) {
    this.engine = engine;
  }

  @Override
  public List<CampaignEvent> campaignEvents(CampaignId campaign) {
    return engine
        .readEvents(campaign.value())
        .asStream()
        .map(EventMessage::getPayload)
        .map(CampaignEvent.class::cast)
        .toList();
  }
}
