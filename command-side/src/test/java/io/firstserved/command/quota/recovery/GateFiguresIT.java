package io.firstserved.command.quota.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.quota.GateState;
import io.firstserved.command.quota.MemoryLog;
import io.firstserved.command.quota.Reservation.AlreadyIssued;
import io.firstserved.servers.Redis;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
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
  private static final int CALLS_PER_SECOND = 5_000;
  private static final long MOST_BYTES_PER_COUPON = 150;

  /** What is measured is how long it takes, so a slow machine must not open the breaker. */
  private static final Map<String, Object> PATIENT =
      Map.of("first-served.gate.redis.command-timeout", "10s");

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
        .mapToLong(
            key -> Long.parseLong(redis.call("MEMORY", "USAGE", key, "SAMPLES", "0").getFirst()))
        .sum();
  }

  @Test
  void answersAtAGivenRate() throws Exception {
    try (var redis = TestServers.newRedis();
        var node = new GateNode(log, redis.port(), PATIENT)) {
      var campaign = log.create("rate", null, 1);
      node.issue(campaign, "first");
      var micros = new ConcurrentLinkedQueue<Long>();
      var begin = System.nanoTime();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int call = 0; call < CALLS; call++) {
          var user = new UserId("user-" + call);
          threads.submit(
              () -> micros.add(microsOf(() -> node.redis.reserve(campaign, user, null))));
          LockSupport.parkNanos(
              begin + call * 1_000_000_000L / CALLS_PER_SECOND - System.nanoTime());
        }
      }
      var sorted =
          micros.stream().skip(micros.size() / 2).mapToLong(Long::longValue).sorted().toArray();
      LOG.info(
          "{} reservations at {}/s: p50 {} us, p99 {} us",
          CALLS,
          CALLS_PER_SECOND,
          sorted[sorted.length / 2],
          sorted[sorted.length * 99 / 100]);
      assertThat(node.redis.inspect(campaign))
          .get()
          .extracting(GateState::users)
          .isEqualTo((long) micros.size() + 1);
    }
  }

  private static long microsOf(Runnable call) {
    var begin = System.nanoTime();
    call.run();
    return (System.nanoTime() - begin) / 1_000;
  }
}
