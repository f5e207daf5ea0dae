package io.firstserved.command.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.loop.LoopState;
import io.firstserved.loop.Loops;
import io.firstserved.loop.TurnInterceptor;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Every loop of a whole node survives whatever is thrown in it, and is seen to fail meanwhile. */
class LoopsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Loops by their names, and what each of their turns throws now. */
  private static final Map<String, Throwable> FAULTS = new ConcurrentHashMap<>();

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    TurnInterceptor injecting = loop -> throwUnchecked(FAULTS.get(loop));
    node =
        CommandSideNode.start(
            CommandSideNode.environment(TestServers.mysql().freshDatabase("loops")),
            context -> context.registerBean(TurnInterceptor.class, () -> injecting));
    node.postAs(
        "campaign-admin",
        "/api/v1/campaigns",
        "{\"campaignId\": \"loops\", \"name\": \"loops\", \"quota\": 1000}");
  }

  @AfterAll
  static void stop() {
    FAULTS.clear();
    node.close();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwUnchecked(@Nullable Throwable any) throws T {
    if (any != null) {
      throw (T) any;
    }
  }

  @Test
  void areTheOnesThatANodeNeeds() {
    assertThat(node.bean(Loops.class).states().keySet())
        .contains(
            "log-writer",
            "log-identity",
            "log-relay",
            "relay-watch",
            "log-sealer",
            "gate-reaper",
            "gate-confirmations",
            "gate-redis-timeouts",
            "admission-timeouts");
  }

  enum Injected {
    ERROR(new OutOfMemoryError("injected")),
    EXCEPTION(new IllegalStateException("injected"));

    private final Throwable fault;

    Injected(Throwable fault) {
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource
  void surviveAndAreSeenToFail(Injected injected) {
    var before = node.bean(Loops.class).states();
    var names = before.keySet();
    names.forEach(name -> FAULTS.put(name, injected.fault));

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(names).allSatisfy(name -> fails(name, before.get(name))));

    var healed = Instant.now();
    FAULTS.clear();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(names).allSatisfy(name -> goesOn(name, healed)));
    assertThat(node.issue("loops", "after-" + injected).statusCode()).isEqualTo(201);
  }

  private static void fails(String name, LoopState before) {
    var state = node.bean(Loops.class).states().get(name);
    assertThat(state.failures()).isGreaterThan(before.failures());
    assertThat(counted(name)).isEqualTo(state.failures());
    assertThat(state.lastFailure()).contains("injected");
    assertThat(health().get(name).toString()).contains("injected");
  }

  private static void goesOn(String name, Instant since) {
    var state = node.bean(Loops.class).states().get(name);
    assertThat(state.running()).isTrue();
    assertThat(state.lastFailure()).isNull();
    assertThat(state.lastSuccess()).isAfter(since);
    assertThat(gauge(name)).isGreaterThan(since.getEpochSecond() - 1.0);
  }

  private static Map<String, Object> health() {
    return node.bean("loopsHealthIndicator", HealthIndicator.class).health().getDetails();
  }

  private static long counted(String name) {
    return (long)
        node.bean(MeterRegistry.class)
            .get("coupon.loop.failures")
            .tag("loop", name)
            .functionCounter()
            .count();
  }

  private static double gauge(String name) {
    return node.bean(MeterRegistry.class)
        .get("coupon.loop.last.success.timestamp")
        .tag("loop", name)
        .gauge()
        .value();
  }

  /** Between two batches and with one in hand alike: nobody is left without an answer. */
  @ParameterizedTest
  @ValueSource(strings = {"log-writer"})
  void answerEveryBuyerWhileTheWriterDiesAgainAndAgain(String writer) throws Exception {
    var answers = ConcurrentHashMap.<Integer>newKeySet();
    var buying =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int n = 0; n < 60; n++) {
                    answers.add(node.issue("loops", "buyer-" + n).statusCode());
                  }
                });
    while (buying.isAlive()) {
      FAULTS.put(writer, new StackOverflowError("injected"));
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      FAULTS.clear();
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
    }
    buying.join();
    assertThat(answers).isSubsetOf(Set.of(201, 503)).contains(201);
  }
}
