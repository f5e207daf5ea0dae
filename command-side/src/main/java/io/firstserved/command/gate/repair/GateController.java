package io.firstserved.command.gate.repair;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateState;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators and auditors what the gate believes of a campaign. */
@RestController
@Tag(name = "gate", description = "What the gate believes of a campaign")
class GateController {

  private final FastGate fastGate;
  private final Campaigns campaigns;

  GateController(FastGate fastGate, Campaigns campaigns) {
    this.fastGate = fastGate;
    this.campaigns = campaigns;
  }

  /**
   * The state as the fast gate has it now. NOT_FOUND while it has none: the campaign is over, or
   * nobody has asked for a coupon since it was lost. UNAVAILABLE while it does not answer and the
   * log is the gate.
   */
  @GetMapping("/api/v1/campaigns/{campaignId}/gate")
  @Operation(
      operationId = "findGate",
      summary = "What the gate believes of a campaign: used, pending, free, epoch")
  @RefusedFor({Reason.UNKNOWN_CAMPAIGN, Reason.NOT_FOUND})
  GateState state(@PathVariable CampaignId campaignId) {
    if (campaigns.find(campaignId).isEmpty()) {
      throw new RefusedException(Reason.UNKNOWN_CAMPAIGN, "no campaign has this id");
    }
    try {
      return fastGate
          .inspect(campaignId)
          .orElseThrow(
              () -> new RefusedException(Reason.NOT_FOUND, "the gate has no state of it now"));
    } catch (FastGateUnavailableException e) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "the fast gate does not answer; coupons are granted from the log");
    }
  }
}
