package io.firstserved.command.issuance;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.command.admission.FlowControl;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.log.AppendReceipt;
import io.firstserved.command.log.AppendRefusedException;
import io.firstserved.command.log.EventMetaData;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.LogUnavailableException;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a reservation into a coupon in the log, or says what the log holds instead. */
@Component
class Recording {

  private final CommandGateway commands;
  private final Campaigns campaigns;
  private final FlowControl flow;
  private final IssuanceProperties limits;

  Recording(
      CommandGateway commands, Campaigns campaigns, FlowControl flow, IssuanceProperties limits) {
    this.commands = commands;
    this.campaigns = campaigns;
    this.flow = flow;
    this.limits = limits;
  }

  /** What became of a reservation. */
  sealed interface Outcome {}

  /** The coupon is in the log. */
  record Recorded(LogReader.Issue issue) implements Outcome {}

  /** The serial belongs to another coupon. */
  record SerialTaken() implements Outcome {}

  /** The user holds this coupon already. */
  record CouponExists(CouponId coupon) implements Outcome {}

  /** The coupon is not in the log and will not be. */
  record NotRecorded(RefusedException why) implements Outcome {}

  /** Whether the coupon is in the log is not known yet. */
  record Unknown(RefusedException why) implements Outcome {}

  Outcome record(Reservation.Granted granted, @Nullable String key) {
    var command =
        IssueCoupon.of(
            granted.campaign(),
            granted.user(),
            granted.serial(),
            granted.ordinal(),
            granted.reservedAt());
    for (int decision = 0; decision < limits.maxDecisions(); decision++) {
      try {
        return new Recorded(issued(command, key, send(command, key)));
      } catch (AppendRefusedException.CampaignMoved moved) {
        campaigns.refresh(granted.campaign());
      } catch (AppendRefusedException.SerialTaken taken) {
        return new SerialTaken();
      } catch (AppendRefusedException.StreamPositionTaken taken) {
        return new CouponExists(command.couponId());
      } catch (RefusedException refused) {
        if (refused.reason() == Reason.UNAVAILABLE || isFinal(granted)) {
          return new NotRecorded(refused);
        }
      } catch (LogUnavailableException unavailable) {
        return outcomeOf(unavailable);
      }
    }
    return new NotRecorded(
        new RefusedException(Reason.UNAVAILABLE, "the campaign is changing; nothing was issued"));
  }

  private long send(IssueCoupon command, @Nullable String key) {
    var message = GenericCommandMessage.<IssueCoupon>asCommandMessage(command);
    var withKey =
        key == null ? message : message.andMetaData(Map.of(EventMetaData.IDEMPOTENCY_KEY, key));
    return flow.append(() -> AppendReceipt.during(() -> commands.sendAndWait(withKey)).lastIndex());
  }

  private static LogReader.Issue issued(
      IssueCoupon command, @Nullable String key, long globalIndex) {
    var event =
        new CouponIssued(
            command.couponId(),
            command.campaignId(),
            command.userId(),
            command.serial(),
            command.ordinal(),
            command.reservedAt());
    return new LogReader.Issue(globalIndex, event, key);
  }

  /** A refusal is final unless this node had decided on an old view of the campaign. */
  private boolean isFinal(Reservation.Granted granted) {
    var known = campaigns.find(granted.campaign());
    return campaigns.refresh(granted.campaign()).equals(known);
  }

  private static Outcome outcomeOf(LogUnavailableException unavailable) {
    return switch (unavailable) {
      case LogUnavailableException.OutcomeUnknown unknown -> new Unknown(unknown.refusal());
      case LogUnavailableException.QueueFull nothing -> new NotRecorded(nothing.refusal());
      case LogUnavailableException.ShuttingDown nothing -> new NotRecorded(nothing.refusal());
      case LogUnavailableException.Failed nothing -> new NotRecorded(nothing.refusal());
      case LogUnavailableException.Diverged nothing -> new NotRecorded(nothing.refusal());
      case LogUnavailableException.Unreadable nothing -> new NotRecorded(nothing.refusal());
    };
  }
}
