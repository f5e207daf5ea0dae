package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateState;
import io.firstserved.loop.LoopBody;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps over the campaigns: settles reservations that have been pending for too long, reads the
 * terms again, and has the {@link UnderIssueWatch} look at those sold out. Every node sweeps all
 * campaigns that Redis has, so that those of a dead node are not forgotten; to do it twice is
 * harmless. What fails is tried again by the next sweep.
 */
final class Reaper implements LoopBody {

  /** After so many failures in a row a sweep ends: each may have waited for its whole limit. */
  private static final int FAILURES_IN_A_ROW = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private final FastGate fastGate;
  private final GatedCampaigns campaigns;
  private final Reconciliation reconciliation;
  private final UnderIssueWatch watch;
  private final GateProperties.Reaper limits;
  private final GateMeters meters;

  Reaper(
      FastGate fastGate,
      GatedCampaigns campaigns,
      Reconciliation reconciliation,
      UnderIssueWatch watch,
      GateProperties.Reaper limits,
      GateMeters meters) {
    this.fastGate = fastGate;
    this.campaigns = campaigns;
    this.reconciliation = reconciliation;
    this.watch = watch;
    this.limits = limits;
    this.meters = meters;
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    sweep();
    return limits.interval();
  }

  /**
   * Looks at every campaign once. One that fails keeps none of the others from being looked at; if
   * several fail in a row it is the log or the fast gate that is away, and the sweep ends.
   */
  void sweep() {
    if (fastGate.isSuspended()) {
      return;
    }
    var pending = 0L;
    var failures = new FailuresInARow(FAILURES_IN_A_ROW);
    for (var id : present()) {
      pending += failures.counting(() -> sweep(id));
    }
    meters.pending(pending);
    campaigns.forgetIdle(limits.forgetAfter());
    failures.rethrowLast();
  }

  private Set<CampaignId> present() {
    var present = new LinkedHashSet<CampaignId>();
    campaigns.all().forEach(campaign -> present.add(campaign.id()));
    try {
      present.addAll(fastGate.campaigns(limits.campaignsPerSweep()));
    } catch (FastGateUnavailableException e) {
      LOG.debug("sweeping only what this node knows: {}", e.getMessage());
    }
    return present;
  }

  private long sweep(CampaignId id) {
    var campaign = campaigns.find(id);
    var state = fastGate.inspect(id);
    if (state.isEmpty()) {
      fastGate.forget(id);
      return 0;
    }
    if (campaign.isEmpty()) {
      dropIfAbandoned(state.get());
      return 0;
    }
    reconcileOverdue(state.get());
    updateTerms(campaign.get(), state.get());
    watch.look(campaign.get(), state.get());
    return state.get().pending();
  }

  /** A campaign that the log does not have: rehearsed on a node that died before it was ready. */
  private void dropIfAbandoned(GateState state) {
    var built = Instant.ofEpochMilli(state.epoch());
    if (Duration.between(built, state.at()).compareTo(limits.forgetAfter()) > 0) {
      fastGate.drop(state.campaignId());
    }
  }

  private void reconcileOverdue(GateState state) {
    if (state.pending() > 0) {
      reconciliation.reconcileAll(
          fastGate.overdue(state.campaignId(), limits.pendingLimit(), limits.batchSize()));
    }
  }

  private void updateTerms(GatedCampaign campaign, GateState state) {
    if (campaign.nanosSinceTerms() < limits.termsInterval().toNanos()) {
      return;
    }
    campaign.termsRead();
    var terms = campaigns.refresh(campaign.id());
    terms.ifPresent(fastGate::updateTerms);
    var over = terms.map(read -> read.over(state.at())).orElse(true);
    if (over && state.pending() == 0) {
      fastGate.forget(campaign.id());
    }
  }
}
