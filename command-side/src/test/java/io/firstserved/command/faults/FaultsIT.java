package io.firstserved.command.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.faults.Buyers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Sells a campaign out on two whole nodes while something breaks, and then compares the log with
 * every answer that was given and with the gate. {@code loadtest/faults} runs the long form.
 */
class FaultsIT {

  private static final Logger LOG = LoggerFactory.getLogger(FaultsIT.class);
  private static final int RUNS = Integer.getInteger("first-served.faults.runs", 1);
  private static final long SEED = Long.getLong("first-served.faults.seed", 20260301L);
  private static final int QUOTA = Integer.getInteger("first-served.faults.quota", 400);
  private static final String ONLY = System.getProperty("first-served.faults.only", "");
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** {@code loadtest/faults --gate} measures against ten seconds; a test only asks that it ends. */
  private static final Duration RECOVERY_LIMIT =
      Duration.ofSeconds(Integer.getInteger("first-served.faults.recovery-seconds", 60));

  private static FaultSystem system;

  @BeforeAll
  static void start() {
    system = FaultSystem.start();
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  static Stream<Arguments> runs() {
    return IntStream.range(0, RUNS)
        .boxed()
        .flatMap(
            run ->
                Stream.of(Fault.values())
                    .filter(fault -> ONLY.isEmpty() || ONLY.contains(fault.name()))
                    .map(fault -> Arguments.of(fault, SEED + run)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("runs")
  void keepsEveryPromise(Fault fault, long seed) throws Exception {
    var campaign = "f" + UUID.randomUUID().toString().substring(0, 8);
    var nodes = List.of(system.first(), system.second());
    var history = new AnswerHistory(campaign);
    var random = new Random(seed);
    try (var buyers = new Buyers(nodes, campaign, seed)) {
      create(buyers, campaign, history);
      var striking = once(buyers, random, () -> fault.strike(system));
      var pausing = once(buyers, random, () -> pauseForAMoment(buyers, history));
      buyers.buy(QUOTA * 2);
      striking.join();
      pausing.join();
      var recovery = recover(buyers, campaign);
      report(fault, seed, buyers, recovery);
      var read = System.nanoTime();
      var issues = system.issues(campaign);
      history.found(AnswerHistory.Span.since(read), issues);
      history.write(fault.name() + "-" + seed, buyers.history());
      verify(fault, seed, buyers, issues, recovery);
    }
  }

  /** Once a number of coupons is issued that is drawn from the middle of the quota. */
  private static Thread once(Buyers buyers, Random random, Runnable what) {
    var reached = random.nextInt(QUOTA / 4, QUOTA * 3 / 4);
    return Thread.ofVirtual()
        .start(
            () -> {
              await().atMost(Duration.ofMinutes(1)).until(() -> buyers.issued() >= reached);
              what.run();
            });
  }

  /** Each call is repeated until it is acknowledged; whether nothing is issued then is judged. */
  private static void pauseForAMoment(Buyers buyers, AnswerHistory history) {
    await().atMost(Duration.ofMinutes(1)).until(() -> buyers.administer("pause", history));
    await().pollDelay(PAUSE).until(() -> true);
    await().atMost(Duration.ofMinutes(1)).until(() -> buyers.administer("resume", history));
  }

  /** Closes in half an hour: for the node whose clock is an hour ahead that would be long past. */
  private static void create(Buyers buyers, String campaign, AnswerHistory history) {
    long called = System.nanoTime();
    var closesAt = Instant.now().plus(Duration.ofMinutes(30));
    buyers.call(
        "campaign-admin",
        "POST",
        "/api/v1/campaigns",
        """
        {"campaignId": "%s", "name": "fault", "quota": %d, "closesAt": "%s"}
        """
            .formatted(campaign, QUOTA, closesAt));
    history.administered(
        "create", AnswerHistory.Span.since(called), 201, Map.of("quota", QUOTA, "perUserLimit", 1));
  }

  /** When everything was sold and the gate agreed, and what the gate said last. */
  private record Recovery(boolean reached, Duration after, String gate) {}

  private static Recovery recover(Buyers buyers, String campaign) {
    var begin = System.nanoTime();
    var said = new AtomicReference<>("nothing");
    var reached = true;
    try {
      await()
          .atMost(RECOVERY_LIMIT)
          .ignoreExceptions()
          .until(
              () -> {
                buyers.buy(4);
                return soldOut(buyers, campaign, said);
              });
    } catch (ConditionTimeoutException tooLong) {
      reached = false;
    }
    return new Recovery(reached, Duration.ofNanos(System.nanoTime() - begin), said.get());
  }

  private static boolean soldOut(Buyers buyers, String campaign, AtomicReference<String> said) {
    var gate = gate(buyers, campaign);
    var breaker =
        buyers.call("operator", "GET", "/api/v1/flow-control", "").path("redisBreaker").asString();
    said.set("gate " + gate + ", breaker " + breaker);
    return gate.path("used").asInt() == QUOTA
        && gate.path("users").asInt() == QUOTA
        && gate.path("pending").asInt() == 0
        && gate.path("free").asInt() == 0
        && breaker.equals("CLOSED");
  }

  private static JsonNode gate(Buyers buyers, String campaign) {
    return buyers.call("operator", "GET", "/api/v1/campaigns/" + campaign + "/gate", "");
  }

  private static void report(Fault fault, long seed, Buyers buyers, Recovery recovery) {
    var outcomes =
        buyers.history().stream()
            .collect(
                Collectors.groupingBy(a -> a.status() + " " + a.reason(), Collectors.counting()));
    LOG.info("{} seed {}: {}, answers {}", fault, seed, recovery, outcomes);
  }

  private static void verify(
      Fault fault, long seed, Buyers buyers, List<JsonNode> issues, Recovery recovery) {
    var byUser = new HashMap<String, JsonNode>();
    issues.forEach(issue -> byUser.put(issue.path("userId").asString(), issue));
    var serials = issues.stream().map(issue -> issue.path("serial").asLong()).toList();
    var verdicts = new Verdicts(fault.name(), seed);
    verdicts.check(
        "P1 no-over-issue",
        () ->
            assertThat(serials)
                .doesNotHaveDuplicates()
                .allSatisfy(serial -> assertThat(serial).isBetween(1L, (long) QUOTA)));
    verdicts.check("P2 per-user-limit", () -> assertThat(byUser).hasSameSizeAs(issues));
    verdicts.check(
        "P4 201-in-log",
        () ->
            assertThat(buyers.history().stream().filter(Answer::issued))
                .allSatisfy(answer -> assertThat(inLog(byUser, answer)).isTrue()));
    verdicts.check("P5 no-under-issue", () -> assertThat(serials).hasSize(QUOTA));
    verdicts.check(
        "refused-not-in-log",
        () ->
            assertThat(buyers.last().values().stream().filter(answer -> !answer.issued()))
                .allSatisfy(answer -> assertThat(byUser).doesNotContainKey(answer.user())));
    verdicts.check("recovered", () -> assertThat(recovery).matches(Recovery::reached));
    verdicts.conclude();
  }

  private static boolean inLog(Map<String, JsonNode> byUser, Answer answer) {
    var issue = byUser.get(answer.user());
    return issue != null
        && issue.path("serial").asLong() == answer.serial()
        && issue.path("couponId").asString().equals(answer.couponId());
  }
}
