package io.firstserved.query.faults;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.loop.LoopState;
import io.firstserved.loop.Loops;
import io.firstserved.loop.TurnInterceptor;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Every loop of a whole node survives whatever is thrown in it, and is seen to fail meanwhile. */
class LoopsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int COUPONS = 20;

  private static final Set<String> LOOPS =
      Set.of(
          "projector",
          "lag-watcher",
          "replayer",
          "live-campaign-meters",
          "audit",
          "audit-heartbeat",
          "audit-schedule",
          "audit-verdict",
          "page-sampler",
          "page-rows",
          "page-meters");

  enum Injected {
    ERROR(new OutOfMemoryError("injected")),
    EXCEPTION(new IllegalStateException("injected"));

    private final Throwable fault;

    Injected(Throwable fault) {
      this.fault = fault;
    }
  }

  /** From the node's start on: a projector's turn lasts as long as its consumer. */
  @ParameterizedTest
  @EnumSource
  void surviveAndAreSeenToFail(Injected injected) {
    var fault = new AtomicReference<@Nullable Throwable>(injected.fault);
    TurnInterceptor injecting = loop -> throwUnchecked(fault.get());
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("loops", TopicFormat.PARTITIONS);
    var settings =
        QueryNode.settings(
            TestServers.mysql().freshDatabase("loops"), kafka.bootstrapServers(), topic);
    settings.put("first-served.audit.interval", "1h");
    try (var log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
        var node =
            QueryNode.start(
                settings,
                context -> context.registerBean(TurnInterceptor.class, () -> injecting))) {
      assertThat(states(node).keySet()).containsAll(LOOPS);
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(LOOPS).allSatisfy(name -> fails(node, name)));

      var healed = Instant.now();
      fault.set(null);

      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(LOOPS).allSatisfy(name -> goesOn(node, name, healed)));
      log.record(created("loops", null));
      log.record(issues("loops", 1, COUPONS));
      await()
          .atMost(LIMIT)
          .until(
              () -> node.get("/api/v1/campaigns/loops").body().path("issued").asInt() == COUPONS);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwUnchecked(@Nullable Throwable any) throws T {
    if (any != null) {
      throw (T) any;
    }
  }

  private static Map<String, LoopState> states(QueryNode node) {
    return node.bean(Loops.class).states();
  }

  private static void fails(QueryNode node, String name) {
    var state = states(node).get(name);
    assertThat(state.failures()).isPositive();
    assertThat(state.lastFailure()).contains("injected");
    assertThat(counted(node, name)).isPositive();
    assertThat(health(node).get(name).toString()).contains("injected");
  }

  private static void goesOn(QueryNode node, String name, Instant since) {
    var state = states(node).get(name);
    assertThat(state.running()).isTrue();
    assertThat(state.lastFailure()).isNull();
    assertThat(state.lastSuccess()).isAfter(since);
    assertThat(gauge(node, name)).isGreaterThan(since.getEpochSecond() - 1.0);
  }

  private static Map<String, Object> health(QueryNode node) {
    return ((HealthIndicator) node.bean("loopsHealthIndicator")).health().getDetails();
  }

  private static double counted(QueryNode node, String name) {
    return node.bean(MeterRegistry.class)
        .get("coupon.loop.failures")
        .tag("loop", name)
        .functionCounter()
        .count();
  }

  private static double gauge(QueryNode node, String name) {
    return node.bean(MeterRegistry.class)
        .get("coupon.loop.last.success.timestamp")
        .tag("loop", name)
        .gauge()
        .value();
  }
}
