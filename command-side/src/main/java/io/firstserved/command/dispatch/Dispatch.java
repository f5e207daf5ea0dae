package io.firstserved.command.dispatch;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignCommand;
import io.firstserved.api.coupon.CouponCommand;
import io.firstserved.command.log.AppendReceipt;
import io.firstserved.command.log.AppendReceipt.Appended;
import io.firstserved.command.log.AppendRefusedException;
import io.firstserved.command.log.EventMetaData;
import io.firstserved.command.log.LogUnavailableException;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Sends a command to an aggregate and waits until its events are in the log. Thread-safe.
 *
 * <p>Every answer of success is durable. A refusal means that nothing was stored, with one
 * exception: {@code UNAVAILABLE} after an unknown outcome of the commit. The commands sent here can
 * be repeated, so the client asks again.
 */
@Component
public class Dispatch {

  private final CommandGateway gateway;
  private final int attempts;

  Dispatch(CommandGateway gateway, DispatchProperties properties) {
    this.gateway = gateway;
    this.attempts = properties.attempts();
  }

  /**
   * Sends a campaign's command.
   *
   * @param by who asked for it, for the record
   * @return what the aggregate answered, and where its events went
   * @throws RefusedException UNKNOWN_CAMPAIGN, what the aggregate refuses, or that the log cannot
   *     take it now
   */
  public <R> Appended<R> send(CampaignCommand command, String by) {
    return send(command, by, Reason.UNKNOWN_CAMPAIGN, "no campaign " + command.campaignId());
  }

  /**
   * Sends a coupon's command, other than its issue.
   *
   * @param by who asked for it, for the record
   * @return what the aggregate answered, and where its events went
   * @throws RefusedException UNKNOWN_COUPON, what the aggregate refuses, or that the log cannot
   *     take it now
   */
  public <R> Appended<R> send(CouponCommand command, String by) {
    return send(command, by, Reason.UNKNOWN_COUPON, "no coupon " + command.couponId());
  }

  private <R> Appended<R> send(Object command, String by, Reason unknown, String text) {
    try {
      return sendUntilAppended(command, by);
    } catch (AggregateNotFoundException missing) {
      throw new RefusedException(unknown, text);
    } catch (LogUnavailableException unavailable) {
      throw unavailable.refusal();
    }
  }

  private <R> Appended<R> sendUntilAppended(Object command, String by) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        var message =
            GenericCommandMessage.asCommandMessage(command)
                .andMetaData(Map.of(EventMetaData.BY, by));
        return AppendReceipt.during(() -> gateway.<R>sendAndWait(message));
      } catch (AppendRefusedException rivalWasFaster) {
        // The aggregate is loaded again and decides again, on what the rival has stored.
      }
    }
    throw new RefusedException(
        Reason.OVERLOADED, "lost the race to change it " + attempts + " times; nothing was stored");
  }
}
