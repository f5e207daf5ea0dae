package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.log.LogReader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells which campaigns ended so long ago that the fast gate need not keep anything of them:
 * closed, past their window, or with every serial in the log. For good: a closing is not undone, a
 * window does not move, a coupon stays in the log; only a raised quota begins a new version. What
 * is left to ask of such a campaign, who holds what, the log answers with a read or two.
 * Thread-safe.
 */
final class EndedCampaigns {

  private final LogReader log;
  private final Duration retain;

  /**
   * @param retain how long after its end a campaign is not yet one of these: crowds still ask
   */
  EndedCampaigns(LogReader log, Duration retain) {
    this.log = log;
    this.retain = retain;
  }

  /**
   * Whether the campaign is one of them. Asks the log only of campaigns with a quota, and counts
   * only those whose last serial was issued long ago.
   *
   * @param known what is found out is remembered here
   * @param now by the gate's clock
   */
  boolean contains(GatedCampaign known, CampaignState campaign, Instant now) {
    if (known.knownEnded(campaign.version())) {
      return true;
    }
    var ended =
        isLongAgo(campaign.closedAt(), now)
            || isLongAgo(campaign.terms().closesAt(), now)
            || soldOutLongAgo(campaign, now);
    if (ended) {
      known.ended(campaign.version());
    }
    return ended;
  }

  /** Serials are granted in turn, so the last one tells when the campaign was nearly sold out. */
  private boolean soldOutLongAgo(CampaignState campaign, Instant now) {
    var quota = campaign.terms().quota();
    return quota != null
        && log.findIssue(campaign.id(), quota)
            .filter(last -> isLongAgo(last.event().reservedAt(), now))
            .isPresent()
        && log.countIssues(campaign.id()) >= quota;
  }

  private boolean isLongAgo(@Nullable Instant end, Instant now) {
    return end != null && end.isBefore(now.minus(retain));
  }
}
