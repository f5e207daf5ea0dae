package io.firstserved.command.gate.redis;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.log.LogReader.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gate as Redis has it: each operation is one script, atomic and repeatable. Thread-safe. Every
 * operation throws {@link RedisUnavailableException} if Redis does not do its part.
 */
public final class RedisGate {

  /** Nobody waits for these, so they may take their time. */
  private static final Set<String> BACKGROUND =
      Set.of("confirm", "release", "inspect", "overdue", "drop");

  private final RedisCalls redis;
  private final String keyPrefix;
  private final Duration timeout;
  private final Duration backgroundTimeout;
  private final String abandonedAfter;
  private final GateMeters meters;

  /** A gate over this connection. */
  public RedisGate(RedisCalls redis, GateProperties properties, GateMeters meters) {
    this.redis = redis;
    this.keyPrefix = properties.keyPrefix();
    this.timeout = properties.redis().commandTimeout();
    this.backgroundTimeout = properties.confirmations().commandTimeout();
    this.abandonedAfter = Long.toString(properties.reaper().abandonedAfter().toMillis());
    this.meters = meters;
  }

  /** Asks for a coupon: see {@link io.firstserved.command.gate.Gate#reserve}. */
  public RedisAnswer reserve(CampaignId campaign, UserId user, @Nullable String idempotencyKey) {
    var tag = IdempotencyTag.of(idempotencyKey);
    var answer = run("reserve", Script.RESERVE, campaign, user.value(), tag, abandonedAfter);
    return switch (word(answer)) {
      case "GRANTED" ->
          decided(
              new Granted(
                  campaign,
                  user,
                  number(answer, 1),
                  (int) number(answer, 2),
                  Instant.ofEpochMilli(number(answer, 3))));
      case "ISSUED" ->
          decided(new Reservation.AlreadyIssued(number(answer, 1), (int) number(answer, 2)));
      case "NOT_OPEN" ->
          decided(
              new Reservation.Refused(Reason.NOT_OPEN, Instant.ofEpochMilli(number(answer, 1))));
      case "SOLD_OUT", "CLOSED", "PAUSED" ->
          decided(new Reservation.Refused(Reason.valueOf(word(answer)), null));
      case "UNSETTLED" -> decided(new Reservation.Refused(Reason.UNAVAILABLE, null));
      case "BUSY" -> new RedisAnswer.Busy();
      case "MISSING" -> new RedisAnswer.Missing();
      default -> throw new IllegalStateException("unknown answer of the gate: " + answer);
    };
  }

  private static RedisAnswer decided(Reservation reservation) {
    return new RedisAnswer.Decided(reservation);
  }

  /**
   * These coupons of one campaign are in the log.
   *
   * @return those that were not pending, and whose idempotency key only the log can tell: {@link
   *     #correct} them. Null if a rebuild is about to switch: confirm again in a moment.
   */
  public @Nullable List<Granted> confirm(CampaignId campaign, List<Granted> coupons) {
    var arguments = new ArrayList<String>(coupons.size() * 3);
    for (var coupon : coupons) {
      arguments.add(coupon.user().value());
      arguments.add(Integer.toString(coupon.ordinal()));
      arguments.add(Long.toString(coupon.serial()));
    }
    var answer = run("confirm", Script.CONFIRM, campaign, arguments.toArray(String[]::new));
    if (word(answer).equals("BUSY")) {
      return null;
    }
    return answer.stream().skip(1).map(n -> coupons.get(((Long) n).intValue() - 1)).toList();
  }

  /** The reservation will not become a coupon. Has no effect unless it is pending. */
  public void release(Granted reservation) {
    run(
        "release",
        Script.RELEASE,
        reservation.campaign(),
        reservation.user().value(),
        Integer.toString(reservation.ordinal()),
        Long.toString(reservation.serial()),
        Long.toString(reservation.reservedAt().toEpochMilli()));
  }

  /**
   * Replaces what is believed of a reservation by what the log says.
   *
   * @param ofUser the issue of this user and ordinal, if the log has it
   * @param ofSerial the issue of this serial, if the log has it, whoever holds it
   */
  public void correct(Granted reservation, Optional<Issue> ofUser, Optional<Issue> ofSerial) {
    run(
        "correct",
        Script.CORRECT,
        reservation.campaign(),
        reservation.user().value(),
        Integer.toString(reservation.ordinal()),
        Long.toString(reservation.serial()),
        ofUser.map(issue -> Long.toString(issue.event().serial())).orElse(""),
        ofUser.map(issue -> IdempotencyTag.of(issue.idempotencyKey())).orElse(""),
        ofSerial.map(issue -> issue.event().userId().value()).orElse(""),
        ofSerial.map(issue -> Integer.toString(issue.event().ordinal())).orElse(""),
        ofSerial.map(issue -> IdempotencyTag.of(issue.idempotencyKey())).orElse(""));
  }

  /** Grants nothing for a while. Returns Redis's present time. */
  public Instant hold(CampaignId campaign, Duration limit) {
    var answer = run("hold", Script.HOLD, campaign, Long.toString(limit.toMillis()));
    return Instant.ofEpochMilli(number(answer, 1));
  }

  /** Redis's present time. */
  public Instant now() {
    return redis.call(
        commands ->
            commands
                .time()
                .thenApply(
                    time ->
                        Instant.ofEpochSecond(
                            Long.parseLong(time.get(0)),
                            Long.parseLong(time.get(1)) / 1000 * 1_000_000)),
        timeout);
  }

  /**
   * Takes over the campaign's terms, unless newer ones are known, and ends a hold.
   *
   * @return whether Redis has state of the campaign at all
   */
  public boolean follow(CampaignState campaign) {
    var answer = run("terms", Script.TERMS, campaign.id(), TermsArguments.of(campaign));
    return !word(answer).equals("MISSING");
  }

  /** The campaign's state in figures; empty if there is none. */
  public Optional<GateState> inspect(CampaignId campaign) {
    var answer = run("inspect", Script.INSPECT, campaign);
    return word(answer).equals("MISSING") ? Optional.empty() : Optional.of(state(campaign, answer));
  }

  private static GateState state(CampaignId campaign, List<Object> answer) {
    var counter = number(answer, 5);
    var pending = number(answer, 7);
    var free = number(answer, 8);
    var ahead = number(answer, 9);
    var oldest = answer.get(10).toString();
    return new GateState(
        campaign,
        answer.get(1).toString(),
        number(answer, 2),
        number(answer, 3),
        answer.get(4).toString().isEmpty() ? null : number(answer, 4),
        counter,
        counter + ahead - free - pending,
        number(answer, 6),
        pending,
        free,
        oldest.isEmpty() ? null : Instant.ofEpochMilli((long) Double.parseDouble(oldest)),
        number(answer, 11) == 1,
        Instant.ofEpochMilli(number(answer, 12)));
  }

  /** Pending reservations older than a limit, the oldest first. */
  public List<Granted> overdue(CampaignId campaign, Duration limit, int count) {
    var answer =
        run(
            "overdue",
            Script.OVERDUE,
            campaign,
            Long.toString(limit.toMillis()),
            Integer.toString(count));
    var reservations = new ArrayList<Granted>();
    for (int i = 0; i < answer.size(); i += 2) {
      var parts = answer.get(i).toString().split(":", 3);
      reservations.add(
          new Granted(
              campaign,
              new UserId(parts[2]),
              Long.parseLong(parts[1]),
              Integer.parseInt(parts[0]),
              Instant.ofEpochMilli(number(answer, i + 1))));
    }
    return reservations;
  }

  /** Some of the campaigns that any node has state of in Redis. */
  public List<CampaignId> campaigns(int count) {
    return redis.call(commands -> commands.srandmember(index(), count), timeout).stream()
        .map(CampaignId::new)
        .toList();
  }

  /** The campaign needs no sweeping any more. */
  public void forget(CampaignId campaign) {
    redis.call(commands -> commands.srem(index(), campaign.value()), timeout);
  }

  /** Deletes the campaign's state. */
  public void drop(CampaignId campaign) {
    run("drop", Script.DROP, campaign);
    forget(campaign);
  }

  /**
   * Begins a rebuild.
   *
   * @return empty while another one is under way, on whatever node
   */
  public Optional<RedisRebuild> rebuild(CampaignState campaign, GateProperties.Rebuild limits) {
    redis.call(commands -> commands.sadd(index(), campaign.id().value()), timeout);
    return RedisRebuild.begin(redis, GateKeys.of(keyPrefix, campaign.id()), campaign, limits);
  }

  private String index() {
    return keyPrefix + "campaigns";
  }

  private List<Object> run(
      String operation, Script script, CampaignId campaign, String... arguments) {
    var keys = GateKeys.of(keyPrefix, campaign).live();
    var limit = BACKGROUND.contains(operation) ? backgroundTimeout : timeout;
    return meters.timed(operation, () -> redis.run(script, limit, keys, arguments));
  }

  private static String word(List<Object> answer) {
    return (String) answer.getFirst();
  }

  static long number(List<Object> answer, int index) {
    var value = answer.get(index);
    return value instanceof Long number ? number : Long.parseLong(value.toString());
  }
}
