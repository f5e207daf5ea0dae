package io.firstserved.command.gate.repair;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.gate.redis.RedisUnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators and auditors what the gate believes of a campaign. */
@RestController
@Tag(name = "gate")
class GateController {

  private final RedisGate redis;
  private final Campaigns campaigns;

  GateController(RedisGate redis, Campaigns campaigns) {
    this.redis = redis;
    this.campaigns = campaigns;
  }

  /**
   * The state as Redis has it now. NOT_FOUND while it has none: the campaign is over, or nobody has
   * asked for a coupon since Redis lost it. UNAVAILABLE while Redis does not answer and the log is
   * the gate.
   */
  @GetMapping("/api/v1/campaigns/{campaignId}/gate")
  @Operation(summary = "What the gate believes of a campaign: used, pending, free, epoch")
  GateState state(@PathVariable CampaignId campaignId) {
    if (campaigns.find(campaignId).isEmpty()) {
      throw new RefusedException(Reason.UNKNOWN_CAMPAIGN, "no campaign has this id");
    }
    try {
      return redis
          .inspect(campaignId)
          .orElseThrow(
              () -> new RefusedException(Reason.NOT_FOUND, "the gate has no state of it now"));
    } catch (RedisUnavailableException e) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "Redis does not answer; coupons are granted from the log");
    }
  }
}
