package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignCommand;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.CloseCampaign;
import io.firstserved.api.campaign.CreateCampaign;
import io.firstserved.api.campaign.PauseCampaign;
import io.firstserved.api.campaign.RaiseQuota;
import io.firstserved.api.campaign.ResumeCampaign;
import io.firstserved.command.dispatch.Dispatch;
import io.firstserved.command.log.AppendReceipt.Appended;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries a campaign's command out between gate and log, so that neither grants what the other
 * forbids (P3). A pause or closing holds the gate first, so that nothing is granted that the log
 * refuses a moment later, then is recorded; everything else is recorded first. In the end the gate
 * follows the log, also after a refusal: that lets a repeated call repair a gate that missed the
 * first. The hold ends after that.
 */
@Component
class CampaignAdministration {

  private static final Logger LOG = LoggerFactory.getLogger(CampaignAdministration.class);

  private final Dispatch dispatch;
  private final CampaignGate gate;

  CampaignAdministration(Dispatch dispatch, CampaignGate gate) {
    this.dispatch = dispatch;
    this.gate = gate;
  }

  Appended<CampaignState> create(CampaignId campaign, CampaignTerms terms, String by) {
    return carryOut(new CreateCampaign(campaign, terms, gate.now()), by);
  }

  Appended<CampaignState> raiseQuota(CampaignId campaign, long quota, String by) {
    return carryOut(new RaiseQuota(campaign, quota, gate.now()), by);
  }

  Appended<CampaignState> pause(CampaignId campaign, String by) {
    try (var hold = gate.hold(campaign)) {
      return carryOut(new PauseCampaign(campaign, hold.since()), by);
    }
  }

  Appended<CampaignState> resume(CampaignId campaign, String by) {
    return carryOut(new ResumeCampaign(campaign, gate.now()), by);
  }

  Appended<CampaignState> close(CampaignId campaign, String by) {
    try (var hold = gate.hold(campaign)) {
      return carryOut(new CloseCampaign(campaign, hold.since()), by);
    }
  }

  private Appended<CampaignState> carryOut(CampaignCommand command, String by) {
    try {
      return dispatch.send(command, by, CampaignAdministration::state);
    } finally {
      refreshGate(command.campaignId());
    }
  }

  private static CampaignState state(List<?> events) {
    return CampaignState.of(events.stream().map(CampaignEvent.class::cast).toList()).orElseThrow();
  }

  /**
   * What was answered stands, whatever becomes of this: the command is durable or refused by now. A
   * gate that could not be told reads the terms by itself, and until then the log refuses what it
   * grants wrongly.
   */
  private void refreshGate(CampaignId campaign) {
    try {
      gate.refresh(campaign);
    } catch (RuntimeException notTold) {
      LOG.warn("the gate of {} is told later: {}", campaign, notTold.toString());
    }
  }
}
