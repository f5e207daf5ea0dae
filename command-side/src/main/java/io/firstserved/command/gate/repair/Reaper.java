package io.firstserved.command.gate.repair;

import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.loop.LoopBody;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps over the campaigns, so many and so long at a time (ADR 0091). Those that this node was
 * asked for lately are looked at in every sweep; all that the fast gate lists in turn, so that
 * those of a dead node, and those that ended, are not forgotten. A campaign of a dead node that
 * somebody asks for is one of the former. What is left of earlier lives of the log goes. What fails
 * is tried again by a later sweep.
 */
final class Reaper implements LoopBody {

  /** After so many failures in a row a sweep ends: each may have waited for its whole limit. */
  private static final int FAILURES_IN_A_ROW = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private final FastGate fastGate;
  private final GatedCampaigns campaigns;
  private final ListedCampaigns listed;
  private final CampaignRepair repair;
  private final Reconciliation reconciliation;
  private final LogGate logGate;
  private final GateProperties.Reaper limits;
  private final GateMeters meters;

  Reaper(
      FastGate fastGate,
      GatedCampaigns campaigns,
      CampaignRepair repair,
      Reconciliation reconciliation,
      LogGate logGate,
      GateProperties.Reaper limits,
      GateMeters meters) {
    this.fastGate = fastGate;
    this.campaigns = campaigns;
    this.listed = new ListedCampaigns(fastGate, limits.othersPerSweep());
    this.repair = repair;
    this.reconciliation = reconciliation;
    this.logGate = logGate;
    this.limits = limits;
    this.meters = meters;
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    sweep();
    return limits.interval();
  }

  /**
   * Looks at as many campaigns as its limits allow. One that fails keeps none of the others from
   * being looked at; if several fail in a row it is the log or the fast gate that is away, and the
   * sweep ends.
   */
  synchronized void sweep() {
    sweepLogBacked();
    if (fastGate.isSuspended()) {
      return;
    }
    var failures = new FailuresInARow(FAILURES_IN_A_ROW);
    sweepRecent(failures);
    sweepListed(failures);
    failures.counting(() -> fastGate.dropEarlierLives(limits.othersPerSweep()));
    campaigns.forgetIdle(limits.forgetAfter(), logGate::forget);
    meters.pending(campaigns.pending());
    failures.rethrowLast();
  }

  private void sweepLogBacked() {
    var overdue = logGate.overdue(limits.pendingLimit(), limits.batchSize());
    reconciliation.reconcileLogBacked(overdue, new Deadline(limits.sweepLimit()));
  }

  private void sweepRecent(FailuresInARow failures) {
    var deadline = new Deadline(limits.sweepLimit());
    // Twice as long as an append may be under way: what it leaves pending is seen by then.
    var quietAfter = limits.pendingLimit().multipliedBy(2);
    for (var campaign : campaigns.recent(quietAfter, limits.recentPerSweep())) {
      if (deadline.isOver()) {
        return;
      }
      failures.counting(() -> repair.recent(campaign, deadline));
    }
  }

  private void sweepListed(FailuresInARow failures) {
    var deadline = new Deadline(limits.sweepLimit());
    readList();
    for (int i = 0; i < limits.othersPerSweep() && !deadline.isOver(); i++) {
      listed.next().ifPresent(id -> failures.counting(() -> repair.listed(id, deadline)));
    }
  }

  private void readList() {
    try {
      listed.read();
    } catch (FastGateUnavailableException e) {
      LOG.debug("sweeping only what this node knows: {}", e.getMessage());
    }
  }
}
