package io.firstserved.command.gate.redis;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateAnswer;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateRebuild;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The gate as Redis has it: each operation is one script, atomic and repeatable. Thread-safe. Every
 * operation throws {@link FastGateUnavailableException} if Redis does not do its part.
 */
final class RedisGate implements FastGate {

  /** Nobody waits for these, so they may take their time. */
  private static final Set<String> BACKGROUND =
      Set.of("confirm", "release", "inspect", "overdue", "retire", "drop");

  private final RedisCalls redis;
  private final LifeKeys keys;
  private final Duration timeout;
  private final Duration backgroundTimeout;
  private final String abandonedAfter;
  private final GateMeters meters;
  private final EarlierLives earlier;
  private final ListInRedis listed;

  /**
   * @param incarnation the present life of the log
   */
  RedisGate(
      RedisCalls redis, GateProperties properties, GateMeters meters, LongSupplier incarnation) {
    this.redis = redis;
    this.keys = new LifeKeys(properties.keyPrefix(), incarnation);
    this.timeout = properties.redis().commandTimeout();
    this.backgroundTimeout = properties.confirmations().commandTimeout();
    this.abandonedAfter = Long.toString(properties.reaper().abandonedAfter().toMillis());
    this.meters = meters;
    this.earlier = new EarlierLives(redis, keys, backgroundTimeout);
    this.listed = new ListInRedis(redis, keys, timeout, backgroundTimeout);
  }

  @Override
  public long generation() {
    return redis.generation();
  }

  @Override
  public boolean isSuspended() {
    return redis.isSuspended();
  }

  @Override
  public FastGateAnswer reserve(
      CampaignId campaign, UserId user, @Nullable String idempotencyKey, List<CallerLimit> limits) {
    var hashes = keys.of(campaign).limited(limits);
    var arguments = reserveArguments(user, IdempotencyTag.of(idempotencyKey), limits);
    var answer =
        meters.timed("reserve", () -> redis.run(Script.RESERVE, timeout, hashes, arguments));
    return switch (word(answer)) {
      case "TOO_OFTEN" ->
          decided(
              new Reservation.TooOften(
                  limits.get((int) number(answer, 1)), Duration.ofMillis(number(answer, 2))));
      case "GRANTED" -> decided(granted(campaign, user, answer));
      case "PENDING" -> decided(granted(campaign, user, answer).grantedAgain());
      case "ISSUED" ->
          decided(new Reservation.AlreadyIssued(number(answer, 1), (int) number(answer, 2)));
      case "NOT_OPEN" ->
          decided(
              new Reservation.Refused(Reason.NOT_OPEN, Instant.ofEpochMilli(number(answer, 1))));
      case "SOLD_OUT", "CLOSED", "PAUSED" ->
          decided(new Reservation.Refused(Reason.valueOf(word(answer)), null));
      case "UNSETTLED" -> decided(new Reservation.Refused(Reason.UNAVAILABLE, null));
      case "BUSY" -> new FastGateAnswer.Busy();
      case "MISSING" -> new FastGateAnswer.Missing();
      default -> throw new IllegalStateException("unknown answer of the gate: " + answer);
    };
  }

  private String[] reserveArguments(UserId user, String tag, List<CallerLimit> limits) {
    var arguments = new String[3 + limits.size() * 4];
    arguments[0] = user.value();
    arguments[1] = tag;
    arguments[2] = abandonedAfter;
    int next = 3;
    for (var limit : limits) {
      arguments[next++] = limit.caller();
      arguments[next++] = Integer.toString(limit.requests());
      arguments[next++] = Long.toString(limit.period().toMillis());
      arguments[next++] = Integer.toString(limit.maxCallers());
    }
    return arguments;
  }

  private static Granted granted(CampaignId campaign, UserId user, List<Object> answer) {
    return new Granted(
        campaign,
        user,
        number(answer, 1),
        (int) number(answer, 2),
        Instant.ofEpochMilli(number(answer, 3)));
  }

  private static FastGateAnswer decided(Reservation reservation) {
    return new FastGateAnswer.Decided(reservation);
  }

  @Override
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

  @Override
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

  @Override
  public boolean correct(Granted reservation, Optional<Issue> ofUser, Optional<Issue> ofSerial) {
    var answer =
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
    return !word(answer).equals("BUSY");
  }

  @Override
  public Instant hold(CampaignId campaign, String name, Duration limit) {
    var answer = run("hold", Script.HOLD, campaign, Long.toString(limit.toMillis()), name);
    return Instant.ofEpochMilli(number(answer, 1));
  }

  @Override
  public void lift(CampaignId campaign, String name) {
    run("lift", Script.LIFT, campaign, name);
  }

  @Override
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

  @Override
  public boolean updateTerms(CampaignState campaign) {
    var answer = run("terms", Script.TERMS, campaign.id(), TermsArguments.of(campaign));
    return !word(answer).equals("MISSING");
  }

  @Override
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

  @Override
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

  @Override
  public CampaignPage campaigns(String cursor, int count) {
    return listed.page(cursor, count);
  }

  @Override
  public void forget(CampaignId campaign) {
    listed.remove(campaign);
  }

  @Override
  public void announce(CampaignId campaign) {
    listed.add(campaign);
  }

  @Override
  public boolean knows(CampaignId campaign) {
    return listed.knows(campaign);
  }

  @Override
  public boolean retire(CampaignState campaign) {
    var version = Long.toString(campaign.version());
    var retired = word(run("retire", Script.RETIRE, campaign.id(), version)).equals("OK");
    if (retired) {
      forget(campaign.id());
    }
    return retired;
  }

  @Override
  public void drop(CampaignId campaign) {
    run("drop", Script.DROP, campaign);
    forget(campaign);
  }

  @Override
  public Optional<GateRebuild> rebuild(CampaignState campaign, GateProperties.Rebuild limits) {
    return RedisRebuild.begin(redis, keys.of(campaign.id()), campaign, limits).map(this::enlisted);
  }

  /** Listed after the lock is held, so that {@link #forget} sees one or the other. */
  private GateRebuild enlisted(RedisRebuild building) {
    try {
      announce(building.campaign());
      return building;
    } catch (FastGateUnavailableException failure) {
      building.abandon();
      throw failure;
    }
  }

  @Override
  public void dropEarlierLives(int count) {
    earlier.drop(count);
  }

  ListInRedis listed() {
    return listed;
  }

  private List<Object> run(
      String operation, Script script, CampaignId campaign, String... arguments) {
    var live = keys.of(campaign).live();
    var limit = BACKGROUND.contains(operation) ? backgroundTimeout : timeout;
    return meters.timed(operation, () -> redis.run(script, limit, live, arguments));
  }

  private static String word(List<Object> answer) {
    return (String) answer.getFirst();
  }

  static long number(List<Object> answer, int index) {
    var value = answer.get(index);
    return value instanceof Long number ? number : Long.parseLong(value.toString());
  }
}
