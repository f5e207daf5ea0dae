package io.firstserved.command.gate.repair;

import io.firstserved.command.gate.GateState;
import io.firstserved.command.log.LogReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a campaign that the gate believes sold out with the log. Nothing is pending, so every
 * coupon there will be is in the log; if they are fewer than the quota, serials were lost, and a
 * rebuild finds them (P5). Counting costs as much as the campaign is large, and a log that is full
 * stays full, so it is done once.
 */
final class UnderIssueWatch {

  private static final Logger LOG = LoggerFactory.getLogger(UnderIssueWatch.class);

  private final LogReader log;
  private final Recovery recovery;

  UnderIssueWatch(LogReader log, Recovery recovery) {
    this.log = log;
    this.recovery = recovery;
  }

  void look(GatedCampaign campaign, GateState state) {
    var quota = state.quota();
    if (quota == null || !state.soldOut() || campaign.knownFull(quota)) {
      return;
    }
    var issued = log.countIssues(campaign.id());
    if (issued >= quota) {
      campaign.full(quota);
    } else {
      LOG.warn(
          "{} is sold out in the gate, but the log has {} of {}: rebuilding",
          campaign.id(),
          issued,
          quota);
      recovery.rebuildInBackground(campaign);
    }
  }
}
