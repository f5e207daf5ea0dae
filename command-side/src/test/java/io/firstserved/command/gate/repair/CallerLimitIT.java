package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.CallerLimit.Kind;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.TooOften;
import io.firstserved.servers.Redis;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a caller may ask, counted in a real Redis, and by each node alone without it. */
class CallerLimitIT {

  /** Longer than any test takes, so that nothing is given back meanwhile. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final UserId ANNA = new UserId("anna");

  /** Patient, so that a busy machine does not bring the log-backed gate into it. */
  private static final Map<String, ?> PATIENT =
      Map.of(
          "first-served.gate.redis.command-timeout", "10s",
          "first-served.gate.redis.connect-timeout", "10s",
          // Nothing is confirmed here, and nothing shall be taken for abandoned.
          "first-served.gate.reaper.pending-limit", "1h",
          "first-served.gate.wait-limit", "10s");

  private final MemoryLog log = new MemoryLog();

  private Redis redis;
  private GateNode node;

  @BeforeEach
  void start() {
    redis = TestServers.newRedis();
    node = new GateNode(log, redis.port(), PATIENT);
  }

  @AfterEach
  void stop() {
    node.close();
    redis.close();
  }

  private static CallerLimit user(String name, int requests, Duration period) {
    return new CallerLimit(Kind.USER, name, requests, period, 100);
  }

  private static CallerLimit address(int requests) {
    return new CallerLimit(Kind.ADDRESS, "192.0.2.1", requests, LONG, 100);
  }

  private static Reservation ask(
      GateNode node, CampaignId campaign, UserId user, CallerLimit... limits) {
    return node.gate.reserve(campaign, user, null, List.of(limits));
  }

  private static void assertTooOften(Reservation answer, CallerLimit limit) {
    assertThat(answer)
        .asInstanceOf(type(TooOften.class))
        .extracting(TooOften::limit)
        .isEqualTo(limit);
  }

  @Test
  void countsOverAllNodesAndTouchesNothingOnceTheLimitIsReached() {
    var campaign = log.create("shared", 10L, 5);
    var limit = user("anna", 3, LONG);
    try (var other = new GateNode(log, redis.port(), PATIENT)) {
      assertThat(ask(node, campaign, ANNA, limit)).isInstanceOf(Granted.class);
      assertThat(ask(other, campaign, ANNA, limit)).isInstanceOf(Granted.class);
      assertThat(ask(node, campaign, ANNA, limit)).isInstanceOf(Granted.class);
      var before = node.redis.inspect(campaign).orElseThrow();
      log.gone(true);

      assertTooOften(ask(node, campaign, ANNA, limit), limit);
      assertTooOften(ask(other, campaign, ANNA, limit), limit);

      log.gone(false);
      assertThat(node.redis.inspect(campaign))
          .get()
          .usingRecursiveComparison()
          .ignoringFields("at")
          .isEqualTo(before);
      assertThat(ask(other, campaign, new UserId("bert"), user("bert", 3, LONG)))
          .isInstanceOf(Granted.class);
    }
  }

  @Test
  void givesARequestBackAfterItsShareOfThePeriod() {
    var campaign = log.create("given-back", 10L, 1);
    var limit = user("anna", 2, Duration.ofSeconds(4));
    ask(node, campaign, ANNA, limit);
    ask(node, campaign, ANNA, limit);

    var refused = ask(node, campaign, ANNA, limit);

    assertTooOften(refused, limit);
    assertThat(((TooOften) refused).retryAfter())
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofSeconds(2));
    await().until(() -> ask(node, campaign, ANNA, limit) instanceof Granted);
    assertTooOften(ask(node, campaign, ANNA, limit), limit);
  }

  @Test
  void countsRetriesOfWhoHasTheCouponAndNamesTheLimitThatIsReached() {
    var campaign = log.create("both", 10L, 1);
    node.issue(campaign, "anna");
    await().until(() -> node.gate.reserve(campaign, ANNA, null) instanceof AlreadyIssued);
    var anna = user("anna", 1, LONG);

    assertThat(ask(node, campaign, ANNA, anna, address(2))).isInstanceOf(AlreadyIssued.class);
    assertTooOften(ask(node, campaign, ANNA, anna, address(2)), anna);
    assertThat(ask(node, campaign, new UserId("bert"), user("bert", 1, LONG), address(2)))
        .as("what the user's limit refused did not count against the address")
        .isInstanceOf(Granted.class);
    assertTooOften(
        ask(node, campaign, new UserId("carl"), user("carl", 1, LONG), address(2)), address(2));
  }

  @Test
  void countsARequestOnceHoweverOftenTheGateIsAskedForIt() {
    var campaign = log.create("held", 10L, 5);
    ask(node, campaign, ANNA);
    var limit = user("anna", 2, LONG);
    var hold = node.administration.hold(campaign);
    var asked = Thread.ofVirtual().start(() -> ask(node, campaign, ANNA, limit));
    await().until(() -> operations("reserve") > 10);
    hold.close();
    await().until(() -> !asked.isAlive());

    assertThat(ask(node, campaign, ANNA, limit)).isInstanceOf(Granted.class);
    assertTooOften(ask(node, campaign, ANNA, limit), limit);
  }

  private long operations(String operation) {
    return node.meters.get("coupon.gate.duration").tag("operation", operation).timer().count();
  }

  @Test
  void remembersSoManyCallersForTwoPeriodsAndLetsTheOthersThrough() throws Exception {
    var campaign = log.create("many", null, 1);
    ask(node, campaign, ANNA);

    var answers =
        Crowd.of(
            10_000,
            50,
            number -> {
              var name = "user-" + number;
              return ask(node, campaign, new UserId(name), user(name, 1, LONG));
            });

    assertThat(answers).allMatch(Granted.class::isInstance);
    assertThat(node.redis.inspect(campaign)).get().extracting(GateState::users).isEqualTo(10_001L);
    var hashes = redis.call("KEYS", "*:rate:*");
    assertThat(hashes)
        .isNotEmpty()
        .allSatisfy(
            hash -> {
              assertThat(number("HLEN", hash)).isBetween(1L, 100L);
              assertThat(number("PTTL", hash)).isBetween(1L, LONG.multipliedBy(3).toMillis());
            });
  }

  private long number(String... call) {
    return Long.parseLong(redis.call(call).getFirst());
  }

  @Test
  void goesOnCountingWhenAWindowEndsAndForgetsTheOldOnes() {
    var campaign = log.create("windows", 10L, 1);
    var period = Duration.ofSeconds(1);
    var limit = user("anna", 1, period);
    long let = 0;
    long begin = System.nanoTime();
    long end = begin + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() - end < 0) {
      let += ask(node, campaign, ANNA, limit) instanceof Granted ? 1 : 0;
    }
    var took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(let).isBetween(4L, took.dividedBy(period) + 1);
    await().untilAsserted(() -> assertThat(redis.call("KEYS", "*:rate:*")).isEmpty());
  }

  @Test
  void answersWithoutCountingWhenRedisCannotWrite() {
    var campaign = log.create("full", 10L, 1);
    node.issue(campaign, "anna");
    await().until(() -> node.gate.reserve(campaign, ANNA, null) instanceof AlreadyIssued);
    redis.call("CONFIG", "SET", "maxmemory", "1");
    var limit = user("anna", 1, LONG);

    assertThat(ask(node, campaign, ANNA, limit)).isEqualTo(new AlreadyIssued(1, 1));
    assertThat(ask(node, campaign, ANNA, limit)).isEqualTo(new AlreadyIssued(1, 1));
  }

  @Test
  void isCountedByEachNodeForItselfWithoutRedisAndCostsNoLookUpInTheLog() {
    var campaign = log.create("away", 10L, 5);
    var limit = user("anna", 1, LONG);
    ask(node, campaign, ANNA);
    redis.close();
    var impatient = Map.of("first-served.gate.wait-limit", "10ms");
    try (var one = new GateNode(log, redis.port(), impatient);
        var two = new GateNode(log, redis.port(), impatient)) {
      assertThat(ask(one, campaign, ANNA, limit)).isInstanceOf(Granted.class);
      assertThat(ask(two, campaign, ANNA, limit)).isInstanceOf(Granted.class);
      log.gone(true);
      assertTooOften(ask(one, campaign, ANNA, limit), limit);
      assertTooOften(ask(two, campaign, ANNA, limit), limit);
    }
  }
}
