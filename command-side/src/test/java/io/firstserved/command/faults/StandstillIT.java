package io.firstserved.command.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.loop.LoopState;
import io.firstserved.loop.Loops;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What every call of the command side is answered while the log's database stands still. */
class StandstillIT {

  /**
   * Longest wait for an answer: a read, which waits 3 s for a connection and 5 s for the database,
   * and an append, 10 s; with room for a slow machine.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(22);

  private static final Duration BACK_TO_WORK = Duration.ofSeconds(30);
  private static final int SERVER_ERROR = 500;

  private static MariaDb server;
  private static CommandSideNode node;

  private final Map<String, Supplier<HttpResponse<String>>> calls = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    server = TestServers.newMariaDb();
    server.execute("CREATE DATABASE log");
    node =
        CommandSideNode.start(
            CommandSideNode.environment(
                new TestDatabase("log", server.jdbcUrl("log"), "root", server.password())));
  }

  @AfterAll
  static void stop() {
    node.close();
    server.close();
  }

  @Test
  void isNeverAFailureOfTheService() throws Exception {
    prepare();
    server.pause();
    var answers = askAllAtOnce();
    server.resume();

    for (var answer : answers.entrySet()) {
      var name = answer.getKey();
      var response = answer.getValue().get();
      assertThat(response.response().statusCode())
          .as("%s: %s", name, response.response().body())
          .isEqualTo(503);
      assertThat(reason(response.response())).as(name).isIn("UNAVAILABLE", "OVERLOADED");
      assertThat(response.response().headers().firstValue("Retry-After")).as(name).isPresent();
      assertThat(response.took()).as(name).isLessThan(ANSWER_LIMIT);
    }
    everythingWorksAgain();
  }

  private record Timed(HttpResponse<String> response, Duration took) {}

  private Map<String, Future<Timed>> askAllAtOnce() {
    var answers = new LinkedHashMap<String, Future<Timed>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls.forEach((name, call) -> answers.put(name, threads.submit(() -> timed(call))));
    }
    return answers;
  }

  private static Timed timed(Supplier<HttpResponse<String>> call) {
    var begin = System.nanoTime();
    var response = call.get();
    return new Timed(response, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void everythingWorksAgain() {
    await()
        .atMost(BACK_TO_WORK)
        .until(() -> node.issue("issuing", "back-" + System.nanoTime()).statusCode() == 201);
    calls.forEach(
        (name, call) -> assertThat(call.get().statusCode()).as(name).isLessThan(SERVER_ERROR));
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

  private void prepare() {
    for (var campaign : new String[] {"issuing", "raised", "paused", "resumed", "closed"}) {
      admin("/api/v1/campaigns", created(campaign));
    }
    admin("/api/v1/campaigns/resumed/pause", "");
    var redeemed = coupon(node.issue("issuing", "test-anna", "Idempotency-Key", "first"));
    var revoked = coupon(node.issue("issuing", "test-berta"));
    admin("/api/v1/coupons/" + redeemed + "/redemption", "{\"orderId\": \"order-1\"}");

    ask("create", () -> asAdmin("/api/v1/campaigns", created("another")));
    ask("raise", () -> asAdmin("/api/v1/campaigns/raised/quota", "{\"quota\": 200}"));
    ask("pause", () -> asAdmin("/api/v1/campaigns/paused/pause", ""));
    ask("resume", () -> asAdmin("/api/v1/campaigns/resumed/resume", ""));
    ask("close", () -> asAdmin("/api/v1/campaigns/closed/close", ""));
    ask("issue", () -> node.issue("issuing", "carla"));
    ask("issue with a token", () -> asAdmin("/api/v1/campaigns/issuing/coupons", ""));
    ask("repeat", () -> node.issue("issuing", "test-anna", "Idempotency-Key", "first"));
    ask("issue of an unknown campaign", () -> node.issue("nowhere", "anna"));
    ask(
        "redeem",
        () -> asAdmin("/api/v1/coupons/" + revoked + "/redemption", "{\"orderId\": \"order-2\"}"));
    ask("undo", () -> undo(redeemed));
    ask("revoke", () -> asAdmin("/api/v1/coupons/" + revoked + "/revocation", "{}"));
    ask("look at an unknown gate", () -> gate("elsewhere"));
  }

  private void ask(String name, Supplier<HttpResponse<String>> call) {
    calls.put(name, call);
  }

  private static String created(String campaign) {
    return "{\"campaignId\": \"%s\", \"name\": \"n\", \"quota\": 100}".formatted(campaign);
  }

  private static HttpResponse<String> asAdmin(String path, String body) {
    return node.postAs("campaign-admin", path, body);
  }

  private static void admin(String path, String body) {
    var response = asAdmin(path, body);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isBetween(200, 299);
  }

  private static HttpResponse<String> undo(String coupon) {
    return node.send(
        node.request(
                "/api/v1/coupons/" + coupon + "/redemption",
                "Authorization",
                "Bearer " + CommandSideNode.token("campaign-admin"))
            .DELETE());
  }

  private static HttpResponse<String> gate(String campaign) {
    return node.send(
        node.request(
                "/api/v1/campaigns/" + campaign + "/gate",
                "Authorization",
                "Bearer " + CommandSideNode.token("operator"))
            .method("GET", BodyPublishers.noBody()));
  }

  private static String coupon(HttpResponse<String> issued) {
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(issued.body()).path("couponId").asString();
  }

  private static String reason(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body()).path("reason").asString("");
  }
}
