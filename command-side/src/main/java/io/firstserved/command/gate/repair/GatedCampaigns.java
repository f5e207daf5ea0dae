package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.GateProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The campaigns this node has been asked for lately. Only existing ones are kept; the others are
 * remembered as unknown for a short time. Thread-safe.
 */
final class GatedCampaigns {

  private final Campaigns campaigns;
  private final UnknownCampaigns unknown;
  private final Map<CampaignId, GatedCampaign> known = new ConcurrentHashMap<>();

  GatedCampaigns(Campaigns campaigns, GateProperties.Unknown limits) {
    this.campaigns = campaigns;
    this.unknown = new UnknownCampaigns(limits);
  }

  /** The campaign; empty if there is none. */
  Optional<GatedCampaign> find(CampaignId id) {
    var campaign = known.get(id);
    if (campaign != null) {
      return Optional.of(campaign);
    }
    if (unknown.contains(id)) {
      return Optional.empty();
    }
    if (state(id).isEmpty()) {
      unknown.add(id);
      return Optional.empty();
    }
    return Optional.of(known.computeIfAbsent(id, GatedCampaign::new));
  }

  /** The campaign, if this node has been asked for it lately. Never asks the log. */
  Optional<GatedCampaign> known(CampaignId id) {
    return Optional.ofNullable(known.get(id));
  }

  /** The campaign as its events tell it, from memory if possible. */
  Optional<CampaignState> state(CampaignId id) {
    return campaigns.find(id).or(() -> campaigns.refresh(id));
  }

  /** The campaign as its events tell it now; it may have been created this moment. */
  Optional<CampaignState> refresh(CampaignId id) {
    unknown.remove(id);
    return campaigns.refresh(id);
  }

  Collection<GatedCampaign> all() {
    return known.values();
  }

  /** Knows it no more. */
  void drop(CampaignId id) {
    known.remove(id);
  }

  /** Drops what has not been asked for in a long time. */
  void forgetIdle(Duration limit) {
    known.values().removeIf(campaign -> campaign.nanosSinceUse() > limit.toNanos());
  }
}
