package io.firstserved.command.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.CommandSideNode;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.Gate;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.log.LogReader;
import io.firstserved.position.LogPosition;
import io.firstserved.servers.Redis;
import io.firstserved.servers.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After an acknowledged pause or closing nothing is issued (P3): two nodes, of which the second is
 * told by the database that it is an hour earlier, and buyers who do not stop asking.
 */
class PauseIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int BUYERS = 4;

  /** How many answers each node has to give after the pause before it is believed. */
  private static final int ANSWERS = 40;

  private static final AtomicInteger USERS = new AtomicInteger();

  private static final Redis REDIS = TestServers.newRedis();
  private static CommandSideNode first;
  private static CommandSideNode behind;

  /** When Redis goes away. */
  enum RedisGoes {
    NEVER,
    BEFORE,
    AFTER;

    void at(RedisGoes moment) {
      if (this == moment) {
        REDIS.kill();
      }
    }
  }

  @BeforeAll
  static void start() {
    var environment = environment();
    first = CommandSideNode.start(environment);
    behind = CommandSideNode.start(anHourEarlier(environment));
  }

  private static Map<String, Object> environment() {
    var kafka = TestServers.kafka();
    var environment =
        CommandSideNode.environment(
            TestServers.mysql().freshDatabase("pause"), REDIS.port(), kafka.bootstrapServers());
    environment.put("first-served.kafka.topic", kafka.freshTopic("coupon-events", 12));
    return environment;
  }

  private static Map<String, Object> anHourEarlier(Map<String, Object> environment) {
    var earlier = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
    var changed = new HashMap<>(environment);
    changed.compute(
        "spring.datasource.url", (key, url) -> url + "&sessionVariables=timestamp=" + earlier);
    return changed;
  }

  @AfterAll
  static void stop() {
    behind.close();
    first.close();
    REDIS.close();
  }

  @AfterEach
  void bringRedisBack() {
    if (!REDIS.isAlive()) {
      REDIS.restart();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsIssuedBehindAPauseUntilTheResume(RedisGoes redis) throws Exception {
    var campaign = campaign();
    demandNothingBehind(campaign, "pause", redis, 403, "PAUSED");

    administer(campaign, "resume");

    for (var node : List.of(first, behind)) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(buy(node, campaign).statusCode()).isEqualTo(201));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsIssuedBehindAClosing(RedisGoes redis) throws Exception {
    demandNothingBehind(campaign(), "close", redis, 410, "CLOSED");
  }

  /** As a node leaves it that dies between its commit and its answer. */
  @ParameterizedTest
  @ValueSource(strings = {"pause", "close"})
  void aCouponRecordedBeforeIsFoundAgainByItsKey(String move) {
    var campaign = campaign();
    awaitRedis(campaign);
    var user = new UserId("user-" + USERS.incrementAndGet());
    var reservation = first.bean(Gate.class).reserve(campaign, user, "key");
    assertThat(reservation).isInstanceOf(Reservation.Granted.class);
    var granted = (Reservation.Granted) reservation;
    assertThat(first.bean(Recording.class).record(granted, "key"))
        .isInstanceOf(Recording.Recorded.class);
    administer(campaign, move);

    var again = first.issue(campaign.value(), user.value(), "Idempotency-Key", "key");

    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(again.body()).contains("\"serial\":" + granted.serial());
    assertThat(first.issue(campaign.value(), user.value()).body()).contains("ALREADY_ISSUED");
  }

  /** Waits until Redis grants the campaign's coupons, and not the log. */
  private static void awaitRedis(CampaignId campaign) {
    var fast = first.bean(FastGate.class);
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                buy(first, campaign).statusCode() == 201
                    && fast.inspect(campaign).map(GateState::used).orElse(0L) > 0);
  }

  private static void demandNothingBehind(
      CampaignId campaign, String move, RedisGoes redis, int status, String reason)
      throws Exception {
    try (var buyers = new Buyers(campaign)) {
      buyers.untilAnswers(1, 201);
      redis.at(RedisGoes.BEFORE);
      buyers.untilAnswers(ANSWERS, 201);

      long index = administer(campaign, move);
      buyers.forget();
      redis.at(RedisGoes.AFTER);
      buyers.untilAnswers(ANSWERS, status);

      assertThat(issuesAfter(campaign, index)).isEmpty();
    }
    for (var node : List.of(first, behind)) {
      assertThat(buy(node, campaign).body()).contains(reason);
    }
  }

  private static List<LogReader.Issue> issuesAfter(CampaignId campaign, long index) {
    var issues = new ArrayList<LogReader.Issue>();
    first.bean(LogReader.class).forEachIssueAfter(campaign, index, issues::add);
    return issues;
  }

  private static CampaignId campaign() {
    var id = "c" + UUID.randomUUID().toString().substring(0, 8);
    var body = "{\"campaignId\":\"" + id + "\",\"name\":\"Spring sale\",\"quota\":null}";
    var created = first.postAs("campaign-admin", "/api/v1/campaigns", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return new CampaignId(id);
  }

  /** Returns the event's index. */
  private static long administer(CampaignId campaign, String move) {
    var answer = first.postAs("campaign-admin", "/api/v1/campaigns/" + campaign + "/" + move, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return LogPosition.parse(answer.headers().firstValue("X-Log-Index").orElseThrow()).index();
  }

  private static HttpResponse<String> buy(CommandSideNode node, CampaignId campaign) {
    return node.issue(campaign.value(), "user-" + USERS.incrementAndGet());
  }

  /** Buyers at both nodes, each with one request after the other. */
  private static final class Buyers implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<CommandSideNode, Map<Integer, AtomicInteger>> answers = new HashMap<>();
    private final CampaignId campaign;
    private volatile boolean over;

    Buyers(CampaignId campaign) {
      this.campaign = campaign;
      for (var node : List.of(first, behind)) {
        answers.put(node, new ConcurrentHashMap<>());
        for (int buyer = 0; buyer < BUYERS; buyer++) {
          threads.submit(() -> buyOnAndOn(node));
        }
      }
    }

    private void buyOnAndOn(CommandSideNode node) {
      while (!over) {
        int status = buy(node, campaign).statusCode();
        answers.get(node).computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
      }
    }

    void forget() {
      answers.values().forEach(Map::clear);
    }

    /** Waits until each node has answered so often with this status. */
    void untilAnswers(int count, int status) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(answers.values())
                      .allSatisfy(of -> assertThat(of).hasEntrySatisfying(status, atLeast(count))));
    }

    private static Condition<AtomicInteger> atLeast(int count) {
      return new Condition<>(n -> n.get() >= count, "at least %s", count);
    }

    @Override
    public void close() {
      over = true;
      threads.close();
    }
  }
}
