package io.firstserved.query.faults;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.issues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.loop.LoopState;
import io.firstserved.loop.Loops;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.QueryNode.Answer;
import io.firstserved.query.Tokens;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every call of the query side is answered while its database stands still. */
class StandstillIT {

  /** A connection, 3 s, and an answer, 10 s, twice; with room for a slow machine. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private static final Duration BACK_TO_WORK = Duration.ofSeconds(60);
  private static final int COUPONS = 20;
  private static final int SERVER_ERROR = 500;
  private static final String COUPON = issued("still", 1).couponId().value();

  private static MariaDb server;
  private static LogOnTopic log;
  private static QueryNode node;

  private record Timed(Answer answer, Duration took) {}

  @BeforeAll
  static void start() {
    server = TestServers.newMariaDb();
    server.execute("CREATE DATABASE query");
    var kafka = TestServers.kafka();
    log =
        new LogOnTopic(
            kafka.bootstrapServers(),
            kafka.freshTopic("standstill", TopicFormat.PARTITIONS),
            TopicFormat.PARTITIONS);
    node =
        QueryNode.start(
            QueryNode.settings(
                new TestDatabase("query", server.jdbcUrl("query"), "root", server.password()),
                kafka.bootstrapServers(),
                log.topic()));
    log.record(created("still", null));
    log.record(issues("still", 1, COUPONS));
    await().atMost(BACK_TO_WORK).until(() -> issuedSoFar() == COUPONS);
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
    server.close();
  }

  private static int issuedSoFar() {
    return node.get("/api/v1/campaigns/still").body().path("issued").asInt();
  }

  @Test
  void isNeverAFailureOfTheService() throws Exception {
    var calls = calls();
    calls.forEach(
        (name, call) -> assertThat(call.get().status()).as(name).isLessThan(SERVER_ERROR));
    server.pause();
    var answers = askAllAtOnce(calls);
    server.resume();

    for (var answer : answers.entrySet()) {
      var name = answer.getKey();
      var timed = answer.getValue().get();
      assertThat(timed.answer().status()).as("%s: %s", name, timed.answer().body()).isEqualTo(503);
      assertThat(timed.answer().body().path("reason").asString()).as(name).isEqualTo("UNAVAILABLE");
      assertThat(timed.answer().raw().headers().firstValue("Retry-After")).as(name).isPresent();
      assertThat(timed.took()).as(name).isLessThan(ANSWER_LIMIT);
    }
    everythingWorksAgain(calls);
  }

  private static Map<String, Supplier<Answer>> calls() {
    var calls = new LinkedHashMap<String, Supplier<Answer>>();
    var operator = Tokens.of("olga", "operator");
    var auditor = Tokens.of("ann", "auditor");
    for (var path :
        new String[] {
          "/api/v1/campaigns",
          "/api/v1/campaigns/still",
          "/api/v1/campaigns/nowhere",
          "/api/v1/campaigns/still/timeline",
        }) {
      calls.put(path, () -> node.get(path));
    }
    for (var path :
        new String[] {
          "/api/v1/campaigns/still/coupons",
          "/api/v1/coupons/" + COUPON,
          "/api/v1/users/still-user-1/coupons",
          "/api/v1/dead-letters",
          "/api/v1/audits",
        }) {
      calls.put(path, () -> node.send("GET", path, auditor, null));
    }
    calls.put("audit", () -> node.send("POST", "/api/v1/audits", auditor, "{}"));
    calls.put(
        "replay", () -> node.send("POST", "/api/v1/projections/timeline/replay", operator, null));
    calls.put("retry", () -> node.send("POST", "/api/v1/dead-letters/retry", operator, null));
    return calls;
  }

  private static Map<String, Future<Timed>> askAllAtOnce(Map<String, Supplier<Answer>> calls) {
    var answers = new LinkedHashMap<String, Future<Timed>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls.forEach((name, call) -> answers.put(name, threads.submit(() -> timed(call))));
    }
    return answers;
  }

  private static Timed timed(Supplier<Answer> call) {
    var begin = System.nanoTime();
    var answer = call.get();
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static void everythingWorksAgain(Map<String, Supplier<Answer>> calls) {
    log.record(issues("still", COUPONS + 1, 2 * COUPONS));
    await().atMost(BACK_TO_WORK).ignoreExceptions().until(() -> issuedSoFar() == 2 * COUPONS);
    calls.forEach(
        (name, call) -> assertThat(call.get().status()).as(name).isLessThan(SERVER_ERROR));
    await()
        .atMost(BACK_TO_WORK)
        .untilAsserted(
            () ->
                assertThat(node.bean(Loops.class).states())
                    .allSatisfy(
                        (name, loop) ->
                            assertThat(loop)
                                .as(name)
                                .matches(LoopState::healthy)
                                .extracting(LoopState::lastFailure)
                                .isNull()));
  }
}
