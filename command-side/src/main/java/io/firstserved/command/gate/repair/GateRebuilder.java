package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateRebuild;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.LogReader.Issue;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a campaign's state in the fast gate from the log (ADR 0022). Granting goes on while the
 * log is read; it stands still for the moment in which the last issues are caught up and the state
 * is switched. Safe on several nodes at once: one holds the lock, and the switch is fenced by it.
 */
final class GateRebuilder {

  private static final Logger LOG = LoggerFactory.getLogger(GateRebuilder.class);

  private final LogReader log;
  private final FastGate gate;
  private final GateProperties.Rebuild limits;
  private final GateMeters meters;

  GateRebuilder(LogReader log, FastGate gate, GateProperties.Rebuild limits, GateMeters meters) {
    this.log = log;
    this.gate = gate;
    this.limits = limits;
    this.meters = meters;
  }

  /**
   * Rebuilds, unless another rebuild of this campaign is under way.
   *
   * @return whether it did
   */
  boolean tryRun(CampaignState campaign) {
    var rebuild = gate.rebuild(campaign, limits);
    rebuild.ifPresent(building -> meters.timed("rebuild", () -> runOrAbandon(campaign, building)));
    return rebuild.isPresent();
  }

  /** A lock left behind would keep everybody from rebuilding until it expires. */
  private long runOrAbandon(CampaignState campaign, GateRebuild building) {
    try {
      return run(campaign, building);
    } catch (RuntimeException failure) {
      building.abandon();
      throw failure;
    }
  }

  private long run(CampaignState campaign, GateRebuild building) {
    var seen = log.head();
    log.forEachIssue(campaign.id(), building::add);
    building.addFree();
    seen = catchUp(campaign, building, seen);
    building.freeze();
    catchUpOnce(campaign, building, seen);
    var epoch = building.switchOver();
    LOG.info("rebuilt the gate of {} from {} coupons", campaign.id(), building.size());
    return epoch;
  }

  private long catchUp(CampaignState campaign, GateRebuild building, long from) {
    var seen = from;
    for (int round = 0; round < limits.catchUpRounds(); round++) {
      var head = log.head();
      if (catchUpOnce(campaign, building, seen) < limits.batchSize()) {
        return head;
      }
      seen = head;
    }
    return seen;
  }

  private int catchUpOnce(CampaignState campaign, GateRebuild building, long seen) {
    var issues = new ArrayList<Issue>();
    log.forEachIssueAfter(campaign.id(), seen, issues::add);
    building.catchUp(issues);
    return issues.size();
  }
}
