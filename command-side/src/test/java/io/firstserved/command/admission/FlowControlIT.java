package io.firstserved.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Flow control and the gate's state as operators reach them, on a whole node. */
class FlowControlIT {

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    node = CommandSideNode.start();
    node.postAs(
        "campaign-admin",
        "/api/v1/campaigns",
        "{\"campaignId\": \"flow\", \"name\": \"flow\", \"quota\": 5}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static HttpResponse<String> as(String role, String method, String path, String body) {
    return node.send(
        node.request(path, "Authorization", "Bearer " + CommandSideNode.token(role))
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void isTightenedAndReleasedByAnOperator() throws Exception {
    var tightened = as("operator", "PATCH", "/api/v1/flow-control", "{\"requestsPerSecond\": 10}");
    assertThat(tightened.statusCode()).as(tightened.body()).isEqualTo(200);
    assertThat(json(tightened).path("requestsPerSecond").asInt()).isEqualTo(10);

    assertThat(atOnce(100))
        .filteredOn(answer -> answer.statusCode() == 429)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(json(answer).path("reason").asString()).isEqualTo("RATE_LIMITED");
              assertThat(json(answer).path("limit").asString()).isEqualTo("node");
              assertThat(json(answer).path("requests").asInt()).isEqualTo(10);
              assertThat(json(answer).path("period").asString()).isEqualTo("PT1S");
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });

    as("operator", "PATCH", "/api/v1/flow-control", "{\"requestsPerSecond\": 20000}");
    assertThat(json(as("operator", "GET", "/api/v1/flow-control", "")).path("inFlight").asInt())
        .isEqualTo(256);
  }

  @Test
  void answersEverythingElseAndRefusesIssueCommandsWhenItsPlacesAreHeld() throws Exception {
    as("operator", "PATCH", "/api/v1/flow-control", "{\"inFlight\": 1}");
    await().until(() -> underWay(node) == 0);
    var stuck = new CountDownLatch(1);
    node.bean(ConcurrencyLimiter.class).execute(() -> awaitUninterruptibly(stuck));
    await().until(() -> underWay(node) == 1);

    var refused = node.issue("flow", "bert");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(json(refused).path("reason").asString()).isEqualTo("OVERLOADED");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    var health = node.send(node.request("/actuator/health/liveness"));
    assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
    as("operator", "PATCH", "/api/v1/flow-control", "{\"inFlight\": 256}");
    stuck.countDown();
    assertThat(node.issue("flow", "bert").statusCode()).isEqualTo(201);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double underWay(CommandSideNode node) {
    return node.bean(MeterRegistry.class).get("coupon.active.requests").gauge().value();
  }

  private static List<HttpResponse<String>> atOnce(int calls) throws Exception {
    var call = (Callable<HttpResponse<String>>) () -> node.issue("nowhere", "anna");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<HttpResponse<String>>();
      for (var answer : threads.invokeAll(Collections.nCopies(calls, call))) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Test
  void refusesAnImpossibleLimitAndOtherRoles() {
    assertThat(
            as("operator", "PATCH", "/api/v1/flow-control", "{\"requestsPerSecond\": 0}")
                .statusCode())
        .isEqualTo(400);
    assertThat(as("auditor", "GET", "/api/v1/flow-control", "").statusCode()).isEqualTo(403);
  }

  @Test
  void showsTheGatesState() {
    node.issue("flow", "anna");

    var state = as("auditor", "GET", "/api/v1/campaigns/flow/gate", "");

    assertThat(state.statusCode()).as(state.body()).isEqualTo(200);
    assertThat(json(state).path("state").asString()).isEqualTo("OPEN");
    assertThat(json(state).path("quota").asInt()).isEqualTo(5);
    assertThat(json(state).path("epoch").asLong()).isPositive();
    assertThat(as("operator", "GET", "/api/v1/campaigns/nowhere/gate", "").statusCode())
        .isEqualTo(404);
    assertThat(as("campaign-admin", "GET", "/api/v1/campaigns/flow/gate", "").statusCode())
        .isEqualTo(403);
  }
}
