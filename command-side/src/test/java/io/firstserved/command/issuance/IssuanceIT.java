package io.firstserved.command.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.CommandSideNode;
import io.firstserved.command.log.LogReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The issue command from the socket into the log, on real MySQL, Redis and Kafka. */
class IssuanceIT {

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    node = CommandSideNode.start();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String campaign(String terms) {
    var id = "c" + UUID.randomUUID().toString().substring(0, 8);
    var body = "{\"campaignId\":\"" + id + "\",\"name\":\"Spring sale\"," + terms + "}";
    var created = node.postAs("campaign-admin", "/api/v1/campaigns", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return id;
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static void refused(HttpResponse<String> response, int status, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("reason").asString()).isEqualTo(reason);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (Future<T> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Nested
  class Issuing {

    @Test
    void answers201OnlyForWhatIsInTheLog() {
      var campaign = campaign("\"quota\":10");

      var response = node.issue(campaign, "ada");

      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      var coupon = CouponId.of(new CampaignId(campaign), new UserId("ada"), 1);
      assertThat(response.headers().firstValue("Location"))
          .hasValue("/api/v1/coupons/" + coupon.value());
      var issue = node.bean(LogReader.class).findIssue(coupon).orElseThrow();
      assertThat(json(response).path("couponId").asString()).isEqualTo(coupon.value());
      assertThat(json(response).path("campaignId").asString()).isEqualTo(campaign);
      assertThat(json(response).path("userId").asString()).isEqualTo("ada");
      assertThat(json(response).path("serial").asLong()).isEqualTo(issue.event().serial());
      assertThat(json(response).path("issuedAt").asString())
          .isEqualTo(issue.event().reservedAt().toString());
      assertThat(response.headers().firstValue("X-Log-Index"))
          .hasValue("0.0." + issue.globalIndex());
    }

    @Test
    void refusesTheSameUserASecondTimeAndNamesTheCoupon() {
      var campaign = campaign("\"quota\":10");
      var first = json(node.issue(campaign, "ada"));

      var second = node.issue(campaign, "ada");

      refused(second, 409, "ALREADY_ISSUED");
      assertThat(json(second).path("couponId")).isEqualTo(first.path("couponId"));
      assertThat(json(second).path("serial").asLong()).isEqualTo(first.path("serial").asLong());
    }

    @Test
    void repeatsTheAnswerToTheSameIdempotencyKey() {
      var campaign = campaign("\"quota\":10");
      var first = node.issue(campaign, "ada", "Idempotency-Key", "k-1");

      assertThat(node.issue(campaign, "ada", "Idempotency-Key", "k-1").body())
          .isEqualTo(first.body());
      refused(node.issue(campaign, "ada", "Idempotency-Key", "k-2"), 409, "ALREADY_ISSUED");
    }

    @Test
    void tellsRetriesFromFurtherWishesWhenAUserMayHoldSeveral() {
      var campaign = campaign("\"quota\":10,\"perUserLimit\":2");
      var first = node.issue(campaign, "ada", "Idempotency-Key", "k-1");
      var second = node.issue(campaign, "ada", "Idempotency-Key", "k-2");

      assertThat(second.statusCode()).isEqualTo(201);
      assertThat(second.body()).isNotEqualTo(first.body());
      assertThat(node.issue(campaign, "ada", "Idempotency-Key", "k-1").body())
          .isEqualTo(first.body());
      refused(node.issue(campaign, "ada", "Idempotency-Key", "k-3"), 409, "ALREADY_ISSUED");
    }

    @Test
    void givesAwayExactlyTheQuotaToAManifoldDemand() throws Exception {
      var campaign = campaign("\"quota\":50");
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      for (int user = 0; user < 300; user++) {
        var name = "user-" + user;
        calls.add(() -> answered(campaign, name));
      }

      var answers = atOnce(calls);

      var serials = new TreeSet<Long>();
      answers.stream()
          .filter(answer -> answer.statusCode() == 201)
          .forEach(answer -> serials.add(json(answer).path("serial").asLong()));
      assertThat(serials).containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 410).hasSize(250);
      assertThat(node.bean(LogReader.class).countIssues(new CampaignId(campaign))).isEqualTo(50);
    }

    @Test
    void givesOneCouponToAUserWhoAsksManyTimesAtOnce() throws Exception {
      var campaign = campaign("\"quota\":50");

      var answers =
          atOnce(
              java.util.Collections.<Callable<HttpResponse<String>>>nCopies(
                  40, () -> answered(campaign, "ada")));

      assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(39);
      assertThat(node.issue(campaign, "bob").statusCode()).isEqualTo(201);
    }

    /** So many at once can be too much for a node that is cold: who is told so asks again. */
    private static HttpResponse<String> answered(String campaign, String user) {
      return await().until(() -> node.issue(campaign, user), answer -> answer.statusCode() != 503);
    }

    @Test
    void issuesWithoutLimitWhereThereIsNoQuota() {
      var campaign = campaign("\"quota\":null");
      for (int user = 0; user < 20; user++) {
        assertThat(node.issue(campaign, "user-" + user).statusCode()).isEqualTo(201);
      }
    }
  }

  @Nested
  class Refusing {

    @Test
    void refusesWhatIsOutsideTheWindow() {
      refused(
          node.issue(campaign("\"quota\":1,\"closesAt\":\"2020-01-01T00:00:00Z\""), "ada"),
          410,
          "CLOSED");
      var early = node.issue(campaign("\"quota\":1,\"opensAt\":\"2999-01-01T00:00:00Z\""), "ada");
      refused(early, 403, "NOT_OPEN");
      assertThat(json(early).path("opensAt").asString()).isEqualTo("2999-01-01T00:00:00Z");
      assertThat(early.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void refusesWhilePausedAndAfterClosing() {
      var campaign = campaign("\"quota\":5");
      administer(campaign, "pause", "");
      refused(node.issue(campaign, "ada"), 403, "PAUSED");
      administer(campaign, "resume", "");
      assertThat(node.issue(campaign, "ada").statusCode()).isEqualTo(201);
      administer(campaign, "close", "");
      refused(node.issue(campaign, "bob"), 410, "CLOSED");
    }

    @Test
    void issuesAgainAfterTheQuotaWasRaised() {
      var campaign = campaign("\"quota\":1");
      node.issue(campaign, "ada");
      refused(node.issue(campaign, "bob"), 410, "SOLD_OUT");
      administer(campaign, "quota", "{\"quota\":2}");
      assertThat(node.issue(campaign, "bob").statusCode()).isEqualTo(201);
      refused(node.issue(campaign, "eve"), 410, "SOLD_OUT");
    }

    private static void administer(String campaign, String move, String body) {
      var answer =
          node.postAs("campaign-admin", "/api/v1/campaigns/" + campaign + "/" + move, body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Nested
  class BadInput {

    @Test
    void isNeverAServerErrorAndStoresNothing() {
      var campaign = campaign("\"quota\":5");
      long head = node.bean(LogReader.class).head();

      refused(node.issue("no-such-campaign", "ada"), 404, "UNKNOWN_CAMPAIGN");
      refused(node.issue("x".repeat(37), "ada"), 400, "INVALID_REQUEST");
      refused(node.issue(campaign, "x".repeat(256)), 400, "INVALID_REQUEST");
      refused(node.issue(campaign, "a\\u0000b"), 400, "INVALID_REQUEST");
      refused(node.issue(campaign, "x".repeat(17_000)), 413, "BODY_TOO_LARGE");
      refused(
          node.issue(campaign, "ada", "Idempotency-Key", "x".repeat(65)), 400, "INVALID_REQUEST");

      assertThat(node.bean(LogReader.class).head()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {"{} | 400", "{\"userId\" | 400", "{\"user\":\"a\"} | 400"})
    void isRefused(String body, int status) {
      var campaign = campaign("\"quota\":5");
      var answer = node.post("/api/v1/campaigns/" + campaign + "/coupons", body);
      refused(answer, status, "INVALID_REQUEST");
    }

    @Test
    void anotherMethodOrContentTypeIsRefused() {
      var path = "/api/v1/campaigns/" + campaign("\"quota\":5") + "/coupons";
      var text =
          node.request(path)
              .setHeader("Content-Type", "text/plain")
              .POST(HttpRequest.BodyPublishers.ofString("ada"));
      refused(node.send(text), 415, "UNSUPPORTED_MEDIA_TYPE");
      var put = node.request(path).PUT(HttpRequest.BodyPublishers.ofString("{}"));
      refused(node.send(put), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void administrationWithoutATokenIsRefused() {
      refused(node.post("/api/v1/campaigns", "{}"), 401, "UNAUTHENTICATED");
      refused(node.postAs("auditor", "/api/v1/campaigns", "{}"), 403, "FORBIDDEN");
    }
  }
}
