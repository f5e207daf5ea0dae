package io.firstserved.command.campaign;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCommand;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.CloseCampaign;
import io.firstserved.api.campaign.CreateCampaign;
import io.firstserved.api.campaign.PauseCampaign;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.campaign.RaiseQuota;
import io.firstserved.api.campaign.ResumeCampaign;
import java.time.Instant;
import java.util.Map;

/**
 * What a campaign answers to a command: the event that records it, or a {@link RefusedException}
 * with the reason. Pure: the same state and command always decide the same.
 */
final class CampaignDecision {

  private CampaignDecision() {}

  /** A campaign that does not exist yet can always be created. */
  static CampaignEvent onMissing(CreateCampaign command) {
    return CampaignCreated.of(command.campaignId(), command.terms(), command.at());
  }

  /**
   * Creating a campaign again under the terms it was created under is a retry and changes nothing,
   * even if its quota was raised since; under other terms it is refused.
   */
  static void onExisting(CampaignTerms createdUnder, CreateCampaign command) {
    if (!createdUnder.equals(command.terms())) {
      throw new RefusedException(
          Reason.CAMPAIGN_EXISTS,
          "campaign " + command.campaignId() + " exists already, with other terms");
    }
  }

  /** Decides a command on an existing campaign; once closed, it takes none. */
  static CampaignEvent on(CampaignState state, CampaignCommand command) {
    if (state.closed()) {
      throw new RefusedException(Reason.CLOSED, "campaign " + state.id() + " is closed");
    }
    return switch (command) {
      case CreateCampaign create -> throw new IllegalArgumentException("exists: " + create);
      case RaiseQuota raise -> raise(state, raise);
      case PauseCampaign pause -> pause(state, pause);
      case ResumeCampaign resume -> resume(state, resume);
      case CloseCampaign close -> new CampaignClosed(state.id(), close.at());
    };
  }

  private static CampaignEvent raise(CampaignState state, RaiseQuota command) {
    var present = state.terms().quota();
    if (present == null) {
      throw new RefusedException(
          Reason.QUOTA_NOT_RAISED, "campaign " + state.id() + " is unlimited: no quota to raise");
    }
    if (command.quota() <= present) {
      throw new RefusedException(
          Reason.QUOTA_NOT_RAISED,
          "quota is " + present + " and can only grow",
          Map.of("quota", present));
    }
    return new QuotaRaised(state.id(), command.quota(), command.at());
  }

  private static CampaignEvent pause(CampaignState state, PauseCampaign command) {
    if (state.paused()) {
      throw new RefusedException(
          Reason.ALREADY_PAUSED, "campaign " + state.id() + " is paused already");
    }
    return new CampaignPaused(state.id(), command.at());
  }

  private static CampaignEvent resume(CampaignState state, ResumeCampaign command) {
    var pausedAt = state.pausedAt();
    if (pausedAt == null) {
      throw new RefusedException(Reason.NOT_PAUSED, "campaign " + state.id() + " is not paused");
    }
    return new CampaignResumed(state.id(), laterOf(command.at(), pausedAt));
  }

  /**
   * After a failover the gate's clock may stand behind the one that dated the pause: a pause then
   * ends where it began. Refusing instead would leave the campaign paused until the clock has
   * caught up.
   */
  private static Instant laterOf(Instant at, Instant pausedFrom) {
    return at.isBefore(pausedFrom) ? pausedFrom : at;
  }
}
