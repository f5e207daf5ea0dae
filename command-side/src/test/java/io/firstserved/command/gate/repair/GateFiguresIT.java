package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.CallerLimit.Kind;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.servers.Redis;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a coupon costs in Redis, and how long a rebuild takes. The figures of the documentation come
 * from a run with {@code -Dfirst-served.figures.coupons=1000000} on a quiet machine.
 */
class GateFiguresIT {

  private static final Logger LOG = LoggerFactory.getLogger(GateFiguresIT.class);
  private static final int COUPONS = Integer.getInteger("first-served.figures.coupons", 50_000);
  private static final int CALLS = Integer.getInteger("first-served.figures.calls", 2_000);
  private static final int CALLERS = Integer.getInteger("first-served.figures.callers", 5_000);
  private static final int CALLS_PER_SECOND = 5_000;

  /** A millisecond's calls are sent together: to sleep before each one costs most of a core. */
  private static final int CALLS_PER_TICK = CALLS_PER_SECOND / 1_000;

  private static final long MOST_BYTES_PER_COUPON = 150;

  /** What is measured is how long it takes, so a slow machine must not open the breaker. */
  private static final Map<String, Object> PATIENT =
      Map.of(
          "first-served.gate.redis.command-timeout", "10s",
          // Nothing is confirmed here, and nothing shall be taken for abandoned.
          "first-served.gate.reaper.pending-limit", "1h");

  private final MemoryLog log = new MemoryLog();

  @Test
  void takesNoMoreThan150BytesPerCoupon() {
    try (var redis = TestServers.newRedis();
        var node = new GateNode(log, redis.port(), Map.of())) {
      var campaign = log.create("large", (long) COUPONS, 1);
      var users = Stream.generate(() -> UUID.randomUUID().toString()).limit(COUPONS).toList();
      for (int serial = 1; serial <= COUPONS; serial++) {
        log.append(campaign, users.get(serial - 1), serial);
      }

      var begin = System.nanoTime();
      var rebuilt = node.parts.recovery().rebuildInBackground(node.tracked(campaign)).join();
      var took = Duration.ofNanos(System.nanoTime() - begin);

      var bytes = bytes(redis, campaign);
      LOG.info(
          "{} coupons: rebuilt in {} ms, {} bytes each", COUPONS, took.toMillis(), bytes / COUPONS);
      assertThat(rebuilt).isTrue();
      assertThat(bytes / COUPONS).isLessThanOrEqualTo(MOST_BYTES_PER_COUPON);
      assertThat(node.gate.reserve(campaign, new UserId(users.getLast()), null))
          .isEqualTo(new AlreadyIssued(COUPONS, 1));
    }
  }

  private static long bytes(Redis redis, CampaignId campaign) {
    return redis.call("KEYS", "*{" + campaign + "}*").stream()
        .mapToLong(key -> bytes(redis, key))
        .sum();
  }

  private static long bytes(Redis redis, String key) {
    return Long.parseLong(redis.call("MEMORY", "USAGE", key, "SAMPLES", "0").getFirst());
  }

  @Test
  void answersAtAGivenRate() throws Exception {
    try (var redis = TestServers.newRedis();
        var node = new GateNode(log, redis.port(), PATIENT)) {
      var campaign = log.create("rate", null, 1);
      node.issue(campaign, "first");
      report("round trips", microsAtTheRate(call -> node.redis.now()));
      report(
          "reservations",
          microsAtTheRate(call -> node.redis.reserve(campaign, new UserId("user-" + call), null)));
      assertThat(node.redis.inspect(campaign))
          .get()
          .extracting(GateState::users)
          .isEqualTo(CALLS + 1L);
    }
  }

  /** What a script takes in Redis is told by Redis, whatever the rest of the machine does. */
  @Test
  void countsACallerInNoMoreThan150Bytes() throws Exception {
    try (var redis = TestServers.newRedis();
        var node = new GateNode(log, redis.port(), PATIENT)) {
      var campaign = log.create("counted", null, 1);
      node.issue(campaign, "first");
      for (var counted : List.of(false, true, false, true)) {
        redis.call("CONFIG", "RESETSTAT");
        Crowd.of(CALLERS, 50, number -> ask(node, campaign, counted));
        LOG.info("counted {}: {}", counted, statistics(redis));
      }

      var bytes = redis.call("KEYS", "*:rate:*").stream().mapToLong(key -> bytes(redis, key)).sum();
      LOG.info("{} callers: {} bytes each", 2 * CALLERS, bytes / (2 * CALLERS));
      assertThat(bytes / (2 * CALLERS)).isBetween(50L, MOST_BYTES_PER_COUPON);
    }
  }

  private static Reservation ask(GateNode node, CampaignId campaign, boolean counted) {
    var user = new UserId(UUID.randomUUID().toString());
    var limit = new CallerLimit(Kind.USER, user.value(), 20, Duration.ofMinutes(10), 1_000_000);
    return node.gate.reserve(campaign, user, null, counted ? List.of(limit) : List.of());
  }

  private static List<String> statistics(Redis redis) {
    return redis.call("INFO", "commandstats").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("cmdstat_evalsha:"))
        .toList();
  }

  private static void report(String what, long[] sorted) {
    LOG.info(
        "{} {} at {}/s: p50 {} us, p99 {} us",
        CALLS,
        what,
        CALLS_PER_SECOND,
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100]);
  }

  /** How long the second half of the calls took, in order of length; the first warms up. */
  private static long[] microsAtTheRate(IntConsumer call) throws InterruptedException {
    var micros = new long[CALLS];
    var begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < CALLS; n++) {
        var number = n;
        threads.submit(() -> micros[number] = microsOf(() -> call.accept(number)));
        if (n % CALLS_PER_TICK == 0) {
          LockSupport.parkNanos(begin + n * 1_000_000_000L / CALLS_PER_SECOND - System.nanoTime());
        }
      }
    }
    var warm = Arrays.copyOfRange(micros, CALLS / 2, CALLS);
    Arrays.sort(warm);
    return warm;
  }

  private static long microsOf(Runnable call) {
    var begin = System.nanoTime();
    call.run();
    return (System.nanoTime() - begin) / 1_000;
  }
}
