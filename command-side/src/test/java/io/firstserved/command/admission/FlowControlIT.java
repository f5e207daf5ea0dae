package io.firstserved.command.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

  private static final String BEGUN =
      """
      POST /api/v1/campaigns/flow/coupons HTTP/1.1\r
      Host: 127.0.0.1\r
      Content-Type: application/json\r
      Content-Length: 17\r
      \r
      {"userId":""";

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    var settings = CommandSideNode.environment(TestServers.mysql().freshDatabase("log"));
    settings.put("first-served.flow-control.body-wait", "3s");
    settings.put("server.tomcat.connection-timeout", "3s");
    node = CommandSideNode.start(settings);
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

  /** 300 connections, more than there are places, begin a body and do not end it. */
  @Test
  void servesOthersWhileBodiesAreSlowAndCutsThoseOff() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 300; i++) {
        slow.add(begun());
      }
      assertThat(node.issue("flow", "carl").statusCode()).isEqualTo(201);
      assertThat(slow).allSatisfy(each -> assertThat(isCutOff(each)).isTrue());
    } finally {
      for (var each : slow) {
        each.close();
      }
    }
  }

  @Test
  void takesABodyThatComesInTime() throws Exception {
    try (var slow = begun()) {
      await().until(() -> underWay(node) == 0);
      slow.getOutputStream().write("\"dora\"}".getBytes(US_ASCII));

      assertThat(statusLine(slow)).isEqualTo("HTTP/1.1 201 ");
    }
  }

  private static Socket begun() throws IOException {
    var slow = new Socket("127.0.0.1", node.port());
    slow.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
    slow.getOutputStream().write(BEGUN.getBytes(US_ASCII));
    return slow;
  }

  private static String statusLine(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }

  /** It is told why, if there is time for it. */
  private static boolean isCutOff(Socket socket) throws IOException {
    var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
    return answer.isEmpty() || answer.startsWith("HTTP/1.1 408 ");
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
