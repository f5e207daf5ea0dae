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
import io.firstserved.command.log.RequestsInLog;
import io.firstserved.edge.idempotency.IdempotentRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final RequestsInLog requests;
  private final int attempts;

  Dispatch(CommandGateway gateway, RequestsInLog requests, DispatchProperties properties) {
    this.gateway = gateway;
    this.requests = requests;
    this.attempts = properties.attempts();
  }

  /**
   * Sends a campaign's command.
   *
   * @param by who asked for it, for the record
   * @param fold makes what the aggregate answers from its events
   * @return what the aggregate answered, and where its events went
   * @throws RefusedException UNKNOWN_CAMPAIGN, what the aggregate refuses, or that the log cannot
   *     take it now
   */
  public <R> Appended<R> send(CampaignCommand command, String by, Function<List<?>, R> fold) {
    var campaign = command.campaignId();
    return once(
        campaign.value(),
        fold,
        () -> send(command, by, Reason.UNKNOWN_CAMPAIGN, "no campaign " + campaign));
  }

  /**
   * Sends a coupon's command, other than its issue.
   *
   * @param by who asked for it, for the record
   * @param fold makes what the aggregate answers from its events
   * @return what the aggregate answered, and where its events went
   * @throws RefusedException UNKNOWN_COUPON, what the aggregate refuses, or that the log cannot
   *     take it now
   */
  public <R> Appended<R> send(CouponCommand command, String by, Function<List<?>, R> fold) {
    var coupon = command.couponId();
    return once(
        coupon.value(),
        fold,
        () -> send(command, by, Reason.UNKNOWN_COUPON, "no coupon " + coupon));
  }

  /**
   * A request that was begun before may have been recorded, and its answer lost with its node or
   * its connection. Then the log tells what it was answered, and nothing is sent: it could succeed
   * once more, on what has happened since.
   */
  private <R> Appended<R> once(
      String aggregate, Function<List<?>, R> fold, Supplier<Appended<R>> sending) {
    return IdempotentRequest.current()
        .filter(IdempotentRequest::again)
        .flatMap(request -> recorded(aggregate, request))
        .map(history -> new Appended<>(fold.apply(history.events()), history.globalIndex()))
        .orElseGet(sending);
  }

  private Optional<RequestsInLog.History> recorded(String aggregate, IdempotentRequest request) {
    try {
      return requests.find(aggregate, request.digest());
    } catch (LogUnavailableException unavailable) {
      throw unavailable.refusal();
    }
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
        var message = GenericCommandMessage.asCommandMessage(command).andMetaData(metaData(by));
        return AppendReceipt.during(() -> gateway.<R>sendAndWait(message));
      } catch (AppendRefusedException rivalWasFaster) {
        // The aggregate is loaded again and decides again, on what the rival has stored.
      }
    }
    throw new RefusedException(
        Reason.OVERLOADED, "lost the race to change it " + attempts + " times; nothing was stored");
  }

  private static Map<String, String> metaData(String by) {
    var metaData = new HashMap<>(Map.of(EventMetaData.BY, by));
    IdempotentRequest.current()
        .ifPresent(request -> metaData.put(EventMetaData.REQUEST, request.digest()));
    return metaData;
  }
}
