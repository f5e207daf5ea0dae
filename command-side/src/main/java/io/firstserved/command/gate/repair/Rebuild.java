package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.redis.GateMeters;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.gate.redis.RedisRebuild;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.LogReader.Issue;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a campaign's state in Redis from the log (ADR 0022). Granting goes on while the log is
 * read; it stands still for the moment in which the last issues are caught up and the state is
 * switched. Safe on several nodes at once: one holds the lock, and the switch is fenced by it.
 */
final class Rebuild {

  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  private final LogReader log;
  private final RedisGate redis;
  private final GateProperties.Rebuild limits;
  private final GateMeters meters;

  Rebuild(LogReader log, RedisGate redis, GateProperties.Rebuild limits, GateMeters meters) {
    this.log = log;
    this.redis = redis;
    this.limits = limits;
    this.meters = meters;
  }

  /**
   * Rebuilds, unless another rebuild of this campaign is under way.
   *
   * @return whether it did
   */
  boolean tryRun(CampaignState campaign) {
    var rebuild = redis.rebuild(campaign, limits);
    rebuild.ifPresent(building -> meters.timed("rebuild", () -> runOrAbandon(campaign, building)));
    return rebuild.isPresent();
  }

  /** A lock left behind would keep everybody from rebuilding until it expires. */
  private long runOrAbandon(CampaignState campaign, RedisRebuild building) {
    try {
      return run(campaign, building);
    } catch (RuntimeException failure) {
      building.abandon();
      throw failure;
    }
  }

  private long run(CampaignState campaign, RedisRebuild building) {
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

  private long catchUp(CampaignState campaign, RedisRebuild building, long from) {
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

  private int catchUpOnce(CampaignState campaign, RedisRebuild building, long seen) {
    var issues = new ArrayList<Issue>();
    log.forEachIssueAfter(campaign.id(), seen, issues::add);
    building.catchUp(issues);
    return issues.size();
  }
}
