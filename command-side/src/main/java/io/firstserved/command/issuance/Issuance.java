package io.firstserved.command.issuance;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.Gate;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.LogUnavailableException;
import io.firstserved.edge.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The path of one issue command: a reservation from the gate, the coupon into the log, the answer.
 *
 * <p>Thread-safe. An answer of success is given only for a coupon that the log has (P4); everything
 * the gate says before is an intention.
 */
@Component
class Issuance implements Issuing {

  private final Gate gate;
  private final LogReader log;
  private final Recording recording;
  private final IssuanceMeters meters;
  private final IssuanceProperties limits;
  private final Clock clock;

  Issuance(
      Gate gate,
      LogReader log,
      Recording recording,
      IssuanceMeters meters,
      IssuanceProperties limits,
      Clock clock) {
    this.gate = gate;
    this.log = log;
    this.recording = recording;
    this.meters = meters;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public LogReader.Issue issue(CampaignId campaign, UserId user, @Nullable String key) {
    long start = System.nanoTime();
    try {
      var answer = reserveAndRecord(campaign, user, key);
      measure(answer.repeated() ? IssuanceMeters.REPEATED : IssuanceMeters.ISSUED, start);
      return answer.issue();
    } catch (RefusedException refused) {
      measure(refused.reason().name(), start);
      throw refused;
    } catch (LogUnavailableException unreadable) {
      // What a refusal would say must be looked up, and cannot be now.
      measure(unreadable.refusal().reason().name(), start);
      throw unreadable.refusal();
    } catch (RuntimeException unforeseen) {
      measure(Reason.INTERNAL_ERROR.name(), start);
      throw unforeseen;
    }
  }

  private void measure(String outcome, long start) {
    meters.answered(outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private Answer reserveAndRecord(CampaignId campaign, UserId user, @Nullable String key) {
    for (int attempt = 0; attempt < limits.maxReservations(); attempt++) {
      var answer =
          switch (gate.reserve(campaign, user, key)) {
            case Reservation.Granted granted -> record(granted, key);
            case Reservation.AlreadyIssued already ->
                Optional.of(already(CouponId.of(campaign, user, already.ordinal()), already, key));
            case Reservation.Refused refused -> throw refusal(refused);
          };
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new RefusedException(
        Reason.UNAVAILABLE, "the gate is being corrected from the log; nothing was issued");
  }

  /** Empty if the log contradicted the reservation, and the gate is to be asked again. */
  private Optional<Answer> record(Reservation.Granted granted, @Nullable String key) {
    return switch (recording.record(granted, key)) {
      case Recording.Recorded recorded -> {
        gate.confirm(granted);
        yield Optional.of(new Answer(recorded.issue(), false));
      }
      case Recording.SerialTaken taken -> {
        gate.contradicted(granted);
        yield Optional.empty();
      }
      case Recording.CouponExists exists -> Optional.of(existing(granted, exists.coupon(), key));
      case Recording.NotRecorded refused -> {
        gate.release(granted);
        throw refused.why();
      }
      // The reservation stays pending: the reaper asks the log, and confirms or releases it.
      case Recording.Unknown unknown -> throw unknown.why();
    };
  }

  /** The user's other request was faster, or the gate had forgotten the coupon. */
  private Answer existing(Reservation.Granted granted, CouponId coupon, @Nullable String key) {
    var serial = log.findIssue(coupon).map(issue -> issue.event().serial());
    if (serial.equals(Optional.of(granted.serial()))) {
      gate.confirm(granted);
    } else {
      gate.contradicted(granted);
    }
    return repeated(coupon, key);
  }

  /** Only a key has to be compared with the log; a plain duplicate never reaches the database. */
  private Answer already(CouponId coupon, Reservation.AlreadyIssued already, @Nullable String key) {
    if (key == null) {
      throw alreadyIssued(coupon, already.serial());
    }
    return repeated(coupon, key);
  }

  private Answer repeated(CouponId coupon, @Nullable String key) {
    var issue = log.findIssue(coupon).orElseThrow(Issuance::notInTheLog);
    if (key != null && key.equals(issue.idempotencyKey())) {
      return new Answer(issue, true);
    }
    throw alreadyIssued(coupon, issue.event().serial());
  }

  private static RefusedException alreadyIssued(CouponId coupon, long serial) {
    return new RefusedException(
        Reason.ALREADY_ISSUED,
        "the user holds a coupon of this campaign",
        Map.of("couponId", coupon.value(), "serial", serial));
  }

  private static RefusedException notInTheLog() {
    return new RefusedException(
        Reason.UNAVAILABLE, "the gate knows a coupon that the log does not; it is being corrected");
  }

  private RefusedException refusal(Reservation.Refused refused) {
    var details = new HashMap<String, Object>();
    if (refused.opensAt() != null) {
      details.put("opensAt", refused.opensAt());
      details.put(Problems.RETRY_AFTER_SECONDS, secondsUntil(refused.opensAt()));
    }
    return new RefusedException(refused.reason(), Refusals.text(refused.reason()), details);
  }

  private long secondsUntil(Instant opensAt) {
    return Math.max(1, Duration.between(clock.instant(), opensAt).toSeconds() + 1);
  }

  private record Answer(LogReader.Issue issue, boolean repeated) {}
}
