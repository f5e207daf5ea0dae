package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateState;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks at one campaign's state in the fast gate: settles what has been pending for too long,
 * brings the terms up to date, has the {@link UnderIssueWatch} look at it if it is sold out, and
 * deletes it once the campaign has ended long ago. To do it twice, or on several nodes, is
 * harmless.
 */
final class CampaignRepair {

  private final FastGate fastGate;
  private final GatedCampaigns campaigns;
  private final Reconciliation reconciliation;
  private final UnderIssueWatch watch;
  private final EndedCampaigns ended;
  private final GateProperties.Reaper limits;

  CampaignRepair(
      FastGate fastGate,
      GatedCampaigns campaigns,
      Reconciliation reconciliation,
      UnderIssueWatch watch,
      EndedCampaigns ended,
      GateProperties.Reaper limits) {
    this.fastGate = fastGate;
    this.campaigns = campaigns;
    this.reconciliation = reconciliation;
    this.watch = watch;
    this.ended = ended;
    this.limits = limits;
  }

  /** One that this node was asked for lately: its terms are read now and then only. */
  void recent(GatedCampaign campaign, Deadline deadline) {
    campaign.swept();
    var state = fastGate.inspect(campaign.id());
    var due = campaign.nanosSinceTerms() >= limits.termsInterval().toNanos();
    var terms = due ? campaigns.refresh(campaign.id()) : campaigns.state(campaign.id());
    if (due) {
      campaign.termsRead();
    }
    if (state.isPresent() && terms.isPresent()) {
      repair(campaign, state.get(), terms.get(), deadline);
    }
    campaign.pending(state.map(GateState::pending).orElse(0L));
  }

  /**
   * One that the fast gate lists. If something is pending it is looked at more often from now on.
   */
  void listed(CampaignId id, Deadline deadline) {
    var state = fastGate.inspect(id);
    if (state.isEmpty()) {
      fastGate.forget(id);
      return;
    }
    campaigns
        .refresh(id)
        .ifPresentOrElse(
            terms -> repairListed(state.get(), terms, deadline),
            () -> dropIfAbandoned(state.get()));
  }

  private void repairListed(GateState state, CampaignState terms, Deadline deadline) {
    var campaign = campaigns.peek(state.campaignId());
    repair(campaign, state, terms, deadline);
    if (state.pending() > 0) {
      campaign.pending(state.pending());
      campaigns.remember(campaign);
    }
  }

  private void repair(
      GatedCampaign campaign, GateState state, CampaignState terms, Deadline deadline) {
    if (state.pending() > 0) {
      reconciliation.reconcile(
          fastGate.overdue(campaign.id(), limits.pendingLimit(), limits.batchSize()), deadline);
    }
    if (terms.version() > state.version()) {
      fastGate.updateTerms(terms);
    }
    if (state.pending() == 0 && mayHaveEnded(state, terms)) {
      endOrWatch(campaign, state, terms);
    }
  }

  private static boolean mayHaveEnded(GateState state, CampaignState terms) {
    return state.soldOut() || terms.over(state.at());
  }

  private void endOrWatch(GatedCampaign campaign, GateState state, CampaignState terms) {
    if (ended.contains(campaign, terms, state.at())) {
      fastGate.retire(terms);
    } else {
      watch.look(campaign, state);
    }
  }

  /** A campaign that the log does not have: rehearsed on a node that died before it was ready. */
  private void dropIfAbandoned(GateState state) {
    var built = Instant.ofEpochMilli(state.epoch());
    if (Duration.between(built, state.at()).compareTo(limits.forgetAfter()) > 0) {
      fastGate.drop(state.campaignId());
    }
  }
}
