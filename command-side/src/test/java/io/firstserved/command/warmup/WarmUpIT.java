package io.firstserved.command.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node that rehearses before it is ready, on real servers. */
class WarmUpIT {

  private static final String INDEX = "first-served:campaigns";

  @Test
  void issuesCouponsAndLeavesNoTrace() {
    var properties = CommandSideNode.environment(TestServers.mysql().freshDatabase("log"));
    properties.put("first-served.warm-up.duration", "2s");
    properties.put("first-served.gate.reaper.forget-after", "3s");

    try (var node = CommandSideNode.start(properties)) {
      assertThat(appends(node)).as("batches that reached the log's writer").isPositive();
      assertThat(node.bean(WarmUp.class).succeeded()).as("rehearsals").isPositive();
      assertThat(issued(node)).as("coupons as the meters count them").isZero();
      assertThat(requests(node)).as("requests as the meters count them").isZero();
      assertThat(count(node, "SELECT COUNT(*) FROM domain_event_entry")).isZero();
      assertThat(count(node, "SELECT head FROM log_position")).isZero();
      await("one that was late is repaired")
          .untilAsserted(
              () -> assertThat(redis(node).keys("*rehearsal*")).as("state in Redis").isEmpty());
      assertThat(redis(node).opsForSet().members(INDEX))
          .as("campaigns that Redis has state of")
          .noneMatch(campaign -> campaign.startsWith("rehearsal"));
    }
  }

  private static StringRedisTemplate redis(CommandSideNode node) {
    return node.bean(StringRedisTemplate.class);
  }

  private static long requests(CommandSideNode node) {
    return node.bean(MeterRegistry.class).find("http.server.requests").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private static long appends(CommandSideNode node) {
    return node.bean(MeterRegistry.class).get("coupon.log.append.batch.size").summary().count();
  }

  private static double issued(CommandSideNode node) {
    return node.bean(MeterRegistry.class)
        .get("coupon.issue.requests")
        .tag("outcome", "issued")
        .counter()
        .count();
  }

  private static long count(CommandSideNode node, String sql) {
    return node.bean(JdbcClient.class).sql(sql).query(Long.class).single();
  }
}
