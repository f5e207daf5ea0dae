package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateProperties;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The campaigns this node has been asked for lately. Only existing ones are kept; the others are
 * remembered as unknown for a short time. Thread-safe.
 */
final class GatedCampaigns {

  private final Campaigns campaigns;
  private final FastGate fastGate;
  private final UnknownCampaigns unknown;
  private final Map<CampaignId, GatedCampaign> known = new ConcurrentHashMap<>();

  GatedCampaigns(Campaigns campaigns, FastGate fastGate, GateProperties.Unknown limits) {
    this.campaigns = campaigns;
    this.fastGate = fastGate;
    this.unknown = new UnknownCampaigns(limits);
  }

  /** The campaign; empty if there is none. */
  Optional<GatedCampaign> find(CampaignId id) {
    var campaign = known.get(id);
    if (campaign != null) {
      return Optional.of(campaign);
    }
    if (unknown.contains(id) && !createdMeanwhile(id)) {
      return Optional.empty();
    }
    if (state(id).isEmpty()) {
      unknown.add(id);
      return Optional.empty();
    }
    return Optional.of(known.computeIfAbsent(id, GatedCampaign::new));
  }

  /**
   * Whoever creates a campaign has the fast gate list it before that is answered. Where the fast
   * gate cannot be asked, the log is.
   */
  private boolean createdMeanwhile(CampaignId id) {
    try {
      return fastGate.knows(id);
    } catch (FastGateUnavailableException e) {
      return true;
    }
  }

  /** The campaign, if this node has been asked for it lately. Never asks the log. */
  Optional<GatedCampaign> known(CampaignId id) {
    return Optional.ofNullable(known.get(id));
  }

  /** The campaign as its events tell it, from memory if possible. */
  Optional<CampaignState> state(CampaignId id) {
    return campaigns.find(id);
  }

  /** The campaign as its events tell it now; it may have been created this moment. */
  Optional<CampaignState> refresh(CampaignId id) {
    unknown.remove(id);
    return campaigns.refresh(id);
  }

  /** The campaign as this node knows it, or as one it does not know; which is not remembered. */
  GatedCampaign peek(CampaignId id) {
    return known(id).orElseGet(() -> new GatedCampaign(id));
  }

  /** Remembers a campaign that was looked at, if it is not known yet. */
  void remember(GatedCampaign campaign) {
    known.putIfAbsent(campaign.id(), campaign);
  }

  /**
   * Those that sweeps should look at, whoever has waited longest first.
   *
   * @param quietAfter how long after it was last asked for a campaign goes on being looked at
   */
  List<GatedCampaign> recent(Duration quietAfter, int limit) {
    record Waiting(GatedCampaign campaign, long nanos) {}
    return known.values().stream()
        .filter(campaign -> campaign.isRecent(quietAfter))
        .map(campaign -> new Waiting(campaign, campaign.nanosSinceSweep()))
        .sorted(Comparator.comparingLong(Waiting::nanos).reversed())
        .limit(limit)
        .map(Waiting::campaign)
        .toList();
  }

  /** Reservations that were pending when sweeps last looked. */
  long pending() {
    return known.values().stream().mapToLong(GatedCampaign::pending).sum();
  }

  /** Knows it no more. */
  void drop(CampaignId id) {
    known.remove(id);
  }

  /** Knows none of them any more. */
  void forgetAll() {
    known.clear();
    unknown.clear();
  }

  /**
   * Drops what has not been asked for in a long time.
   *
   * @param forgotten is told which
   */
  void forgetIdle(Duration limit, Consumer<CampaignId> forgotten) {
    for (var campaign : known.values()) {
      if (campaign.pending() == 0 && campaign.nanosSinceUse() > limit.toNanos()) {
        known.remove(campaign.id());
        forgotten.accept(campaign.id());
      }
    }
  }
}
