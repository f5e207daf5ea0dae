package io.firstserved.command.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
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

    try (var node = CommandSideNode.start(properties)) {
      assertThat(appends(node)).as("batches that reached the log's writer").isPositive();
      assertThat(issued(node)).as("coupons as far as the issuance knows").isPositive();
      assertThat(count(node, "SELECT COUNT(*) FROM domain_event_entry")).isZero();
      assertThat(count(node, "SELECT head FROM log_position")).isZero();
      assertThat(node.bean(StringRedisTemplate.class).keys("*rehearsal*")).isEmpty();
      assertThat(node.bean(StringRedisTemplate.class).opsForSet().members(INDEX))
          .as("campaigns that Redis has state of")
          .noneMatch(campaign -> campaign.startsWith("rehearsal"));
    }
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
