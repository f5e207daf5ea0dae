package io.firstserved.command.warmup;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.issuance.Issuing;
import java.util.List;

/**
 * An issue behind the edge: gate, command bus, aggregate, the log's transaction without its commit,
 * confirmation. Where the edge wants a token, this is how what lies behind it is rehearsed.
 */
record IssueRehearsal(Issuing issuing, CampaignId campaign) implements Rehearsal {

  @Override
  public void once(long n) {
    issuing.issue(campaign, new UserId("rehearsal-" + n), null, List.of());
  }
}
