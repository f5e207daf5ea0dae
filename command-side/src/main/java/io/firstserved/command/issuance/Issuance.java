package io.firstserved.command.issuance;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.Gate;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.LogUnavailableException;
import io.firstserved.edge.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Campaigns campaigns;
  private final Recording recording;
  private final IssuanceMeters meters;
  private final IssuanceProperties properties;
  private final Clock clock;

  Issuance(
      Gate gate,
      LogReader log,
      Campaigns campaigns,
      Recording recording,
      IssuanceMeters meters,
      IssuanceProperties properties,
      Clock clock) {
    this.gate = gate;
    this.log = log;
    this.campaigns = campaigns;
    this.recording = recording;
    this.meters = meters;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public LogReader.Issue issue(
      CampaignId campaign, UserId user, @Nullable String key, List<CallerLimit> limits) {
    long start = System.nanoTime();
    try {
      var answer = reserveAndRecord(campaign, user, key, limits);
      measure(campaign, answer.repeated() ? IssuanceMeters.REPEATED : IssuanceMeters.ISSUED, start);
      return answer.issue();
    } catch (RefusedException refused) {
      measure(campaign, refused.reason().name(), start);
      throw refused;
    } catch (LogUnavailableException unreadable) {
      // What a refusal would say must be looked up, and cannot be now.
      measure(campaign, unreadable.refusal().reason().name(), start);
      throw unreadable.refusal();
    } catch (RuntimeException unforeseen) {
      measure(campaign, Reason.INTERNAL_ERROR.name(), start);
      throw unforeseen;
    }
  }

  /** A rehearsal is nobody's request: these meters are compared with the log. */
  private void measure(CampaignId campaign, String outcome, long start) {
    if (!campaigns.isRehearsal(campaign)) {
      meters.answered(outcome, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** The request counts once, however often the gate is asked for it. */
  private Answer reserveAndRecord(
      CampaignId campaign, UserId user, @Nullable String key, List<CallerLimit> limits) {
    var uncounted = limits;
    for (int attempt = 0; attempt < properties.maxReservations(); attempt++) {
      var reservation = gate.reserve(campaign, user, key, uncounted);
      uncounted = List.of();
      var answer =
          switch (reservation) {
            case Granted granted -> record(granted, key);
            case Reservation.AlreadyIssued already ->
                Optional.of(already(CouponId.of(campaign, user, already.ordinal()), already, key));
            case Reservation.TooOften often -> throw Refusals.tooOften(often);
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
  private Optional<Answer> record(Granted granted, @Nullable String key) {
    return switch (recording.record(granted, key)) {
      case Recording.Recorded recorded -> {
        gate.confirm(granted);
        yield Optional.of(new Answer(recorded.issue(), false));
      }
      case Recording.SerialTaken taken -> {
        gate.contradicted(granted);
        yield Optional.empty();
      }
      case Recording.CouponExists exists -> existing(granted, exists.coupon(), key);
      case Recording.NotRecorded refused -> notRecorded(granted, refused.why(), key);
      // The reservation stays pending: the reaper asks the log, and confirms or releases it.
      case Recording.Unknown unknown -> throw unknown.why();
    };
  }

  /**
   * What the campaign does not allow now may have been recorded before: a reservation is granted
   * again while it is pending, and the node that recorded it first may have died before it said so.
   * If the log cannot be asked, such a reservation stays pending for the reaper.
   */
  private Optional<Answer> notRecorded(
      Granted granted, RefusedException why, @Nullable String key) {
    var coupon = CouponId.of(granted.campaign(), granted.user(), granted.ordinal());
    if (isAboutTheCampaign(why) && log.findIssue(coupon).isPresent()) {
      return existing(granted, coupon, key);
    }
    if (isAboutTheCampaign(why) || !granted.again()) {
      gate.release(granted);
    }
    throw why;
  }

  private static boolean isAboutTheCampaign(RefusedException why) {
    return why.reason() != Reason.UNAVAILABLE && why.reason() != Reason.OVERLOADED;
  }

  /**
   * The user's other request was faster, or the gate had forgotten the coupon. Empty if the user
   * may hold more than this one, so that the gate is to be asked again.
   */
  private Optional<Answer> existing(Granted granted, CouponId coupon, @Nullable String key) {
    var issue = log.findIssue(coupon);
    var onlyOne = isOnlyOne(granted.campaign());
    if (issue.filter(found -> isGranted(found, granted, key, onlyOne)).isPresent()) {
      gate.confirm(granted);
    } else {
      gate.contradicted(granted);
    }
    var found = issue.orElseThrow(Issuance::notInTheLog);
    return onlyOne || isUnder(key, found) ? Optional.of(repeated(found, key)) : Optional.empty();
  }

  /** With a limit above 1 the gate knows a coupon by its key, too, and must not keep another's. */
  private static boolean isGranted(
      LogReader.Issue issue, Granted granted, @Nullable String key, boolean onlyOne) {
    return issue.event().serial() == granted.serial()
        && (onlyOne || Objects.equals(key, issue.idempotencyKey()));
  }

  /** A limit never changes, so whatever this node remembers of the campaign is good enough. */
  private boolean isOnlyOne(CampaignId campaign) {
    return campaigns.find(campaign).map(known -> known.terms().perUserLimit() == 1).orElse(true);
  }

  /** Only a key has to be compared with the log; a plain duplicate never reaches the database. */
  private Answer already(CouponId coupon, Reservation.AlreadyIssued already, @Nullable String key) {
    if (key == null) {
      throw alreadyIssued(coupon, already.serial());
    }
    return repeated(log.findIssue(coupon).orElseThrow(Issuance::notInTheLog), key);
  }

  private static Answer repeated(LogReader.Issue issue, @Nullable String key) {
    if (isUnder(key, issue)) {
      return new Answer(issue, true);
    }
    throw alreadyIssued(issue.event().couponId(), issue.event().serial());
  }

  private static boolean isUnder(@Nullable String key, LogReader.Issue issue) {
    return key != null && key.equals(issue.idempotencyKey());
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
