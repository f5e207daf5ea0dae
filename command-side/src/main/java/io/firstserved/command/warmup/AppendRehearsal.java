package io.firstserved.command.warmup;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.log.AppendRefusedException.CampaignMoved;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * An issue from the command bus through the aggregate into the log's transaction, where the log's
 * own guard refuses it: the campaign is older than anything the log can hold, so it has moved on.
 */
final class AppendRehearsal implements Rehearsal {

  private final CommandGateway commands;
  private final CampaignId campaign;
  private final Instant at;

  AppendRehearsal(CommandGateway commands, CampaignId campaign, Instant at) {
    this.commands = commands;
    this.campaign = campaign;
    this.at = at;
  }

  /**
   * Has it refused.
   *
   * @throws IllegalStateException if the log let it in
   */
  @Override
  public void once(long n) {
    try {
      commands.sendAndWait(IssueCoupon.of(campaign, new UserId("rehearsal-" + n), n + 1, 1, at));
    } catch (CampaignMoved refused) {
      return;
    }
    throw new IllegalStateException(
        "the log let a rehearsal in: " + campaign + " serial " + (n + 1));
  }
}
