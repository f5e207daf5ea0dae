package io.firstserved.command.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Behind a trusted gateway. */
class IssuanceFastPathIT {

  private static final String CAMPAIGN = "alike";
  private static final String ISSUE = "/api/v1/campaigns/alike/coupons";

  private static NodePair nodes;
  private static CommandSideNode fast;
  private static CommandSideNode ordinary;

  @BeforeAll
  static void start() {
    var shared = CommandSideNode.environment(TestServers.mysql().freshDatabase("fast_path"));
    shared.put("first-served.gate.key-prefix", "fast-path:");
    shared.put("server.forward-headers-strategy", "native");
    shared.put("server.tomcat.remoteip.internal-proxies", "127\\.0\\.0\\.1");
    shared.put("first-served.caller-rate.campaigns.impatient.user-requests", 2);
    shared.put("first-served.caller-rate.campaigns.impatient.user-period", "1h");
    shared.put("first-served.caller-rate.campaigns.crowded.address-requests", 2);
    shared.put("first-served.caller-rate.campaigns.crowded.address-period", "1h");
    nodes = NodePair.start(Map.copyOf(shared));
    fast = nodes.fast();
    ordinary = nodes.ordinary();
    nodes.create(CAMPAIGN, 2, CommandSideNode.token("campaign-admin"));
    nodes.create("impatient", 100, CommandSideNode.token("campaign-admin"));
    nodes.create("crowded", 100, CommandSideNode.token("campaign-admin"));
    assertThat(fast.issue(CAMPAIGN, "ada", "Idempotency-Key", "k-1").statusCode()).isEqualTo(201);
    assertThat(fast.issue(CAMPAIGN, "bob").statusCode()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void answersWhatTheControllerAnswers() {
    List<Function<CommandSideNode, HttpResponse<String>>> requests =
        List.of(
            node -> node.issue(CAMPAIGN, "ada"),
            node -> node.issue(CAMPAIGN, "ada", "Idempotency-Key", "k-1"),
            node -> node.issue(CAMPAIGN, "eve"),
            node -> node.issue(CAMPAIGN, "a b"),
            node -> node.issue(CAMPAIGN, "x".repeat(256)),
            node -> node.issue(CAMPAIGN, "eve", "Idempotency-Key", "x".repeat(65)),
            node -> node.issue(CAMPAIGN, "eve", "X-User-Id", "ada"),
            node -> node.issue(CAMPAIGN, "ada", "Origin", "https://shop.example"),
            node -> node.issue("nobody-knows", "ada"),
            node -> node.issue("x".repeat(37), "ada"),
            node -> node.post(ISSUE, "", "X-User-Id", "ada"),
            node -> node.post(ISSUE, ""),
            node -> node.post(ISSUE, "null", "X-User-Id", "ada"),
            node -> node.post(ISSUE, "{"),
            node -> node.post(ISSUE, "{\"user\":\"ada\"}"),
            node -> node.post(ISSUE, "{\"userId\":7}"),
            node -> node.post(ISSUE, "{\"userId\":\"ada\",\"userId\":\"bob\"}"),
            node -> node.post(ISSUE, "{\"userId\":\"" + "x".repeat(17_000) + "\"}"),
            node -> node.post(ISSUE + "?a=b", "{\"userId\":\"ada\"}"),
            node -> node.post(ISSUE, "{\"userId\":\"ada\"}", "Accept", "application/json"),
            node -> node.post(ISSUE, "{\"userId\":\"ada\"}", "Authorization", "Bearer wrong"),
            node -> node.send(node.request(ISSUE).PUT(HttpRequest.BodyPublishers.ofString("{}"))),
            node ->
                node.send(
                    node.request(ISSUE)
                        .setHeader("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("ada"))));

    requests.forEach(nodes::answer);
  }

  @Test
  void refusesWhatMayBeSentOnce() {
    List<Function<CommandSideNode, HttpResponse<String>>> requests =
        List.of(
            node -> node.issue(CAMPAIGN, "ada", "Idempotency-Key", "k-1", "Idempotency-Key", "k-2"),
            node -> node.issue(CAMPAIGN, "ada", "X-User-Id", "ada", "X-User-Id", "ada"),
            node -> node.issue(CAMPAIGN, "ada", "X-User-Id", "bob"),
            node -> node.issue(CAMPAIGN, "ada", "Content-Type", "text/plain"));

    assertThat(requests)
        .allSatisfy(request -> assertThat(nodes.answer(request).statusCode()).isEqualTo(400));
  }

  @Test
  void countsAUserWhateverNodeAndPathItTakes() {
    assertThat(fast.issue("impatient", "ada").statusCode()).isEqualTo(201);
    assertThat(ordinary.issue("impatient", "ada").statusCode()).isEqualTo(409);

    assertRateLimited("user", node -> node.issue("impatient", "ada"));
    assertThat(fast.issue("impatient", "bob").statusCode()).isEqualTo(201);
  }

  @Test
  void countsAnAddressWhateverNodeAndPathItTakes() {
    assertThat(fast.issue("crowded", "ada").statusCode()).isEqualTo(201);
    assertThat(ordinary.issue("crowded", "bob").statusCode()).isEqualTo(201);

    assertRateLimited("address", node -> node.issue("crowded", "eve"));
  }

  @Test
  void takesTheAddressThatATrustedProxySawAndAnIpv6NetworkForOne() {
    var claimed = "203.0.113.%d, 2001:db8::%d";
    assertThat(forwarded(fast, claimed.formatted(1, 1))).isNotEqualTo(429);
    assertThat(forwarded(ordinary, claimed.formatted(2, 2))).isNotEqualTo(429);

    assertThat(forwarded(fast, claimed.formatted(3, 3))).isEqualTo(429);
    assertThat(forwarded(ordinary, claimed.formatted(4, 4))).isEqualTo(429);
    assertThat(forwarded(fast, "2001:db8::1, 203.0.113.5")).isNotEqualTo(429);
  }

  private static int forwarded(CommandSideNode node, String addresses) {
    return node.issue("crowded", "dan", "X-Forwarded-For", addresses).statusCode();
  }

  private static void assertRateLimited(
      String limit, Function<CommandSideNode, HttpResponse<String>> request) {
    for (var node : List.of(fast, ordinary)) {
      var answer = request.apply(node);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
      assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
          .as("half an hour, less what has passed")
          .isBetween(1700L, 1810L);
      var problem = JsonMapper.shared().readTree(answer.body());
      assertThat(problem.path("reason").asString()).isEqualTo("RATE_LIMITED");
      assertThat(problem.path("limit").asString()).isEqualTo(limit);
      assertThat(problem.path("requests").asInt()).isEqualTo(2);
      assertThat(problem.path("period").asString()).isEqualTo("PT1H");
    }
    assertThat(fast.send(fast.request("/actuator/prometheus").GET()).body())
        .contains("outcome=\"rate_limited\"");
  }

  /** As a gateway may, for a user's own token. */
  @Test
  void takesTheUserFromAGoodTokenWhereNobodyElseIsNamed() {
    var token = "Bearer " + CommandSideNode.token("operator");

    var own = nodes.answer(node -> node.post(ISSUE, "{}", "Authorization", token));
    var named = nodes.answer(node -> node.issue(CAMPAIGN, "ada", "Authorization", token));

    assertThat(own.body()).contains("SOLD_OUT");
    assertThat(named.body()).contains("ALREADY_ISSUED");
    assertThat(List.of(own, named)).allMatch(NodePair::isFast);
  }

  @Test
  void isCountedLikeEverythingElseOverHttp() {
    fast.issue(CAMPAIGN, "eve");

    var meters = fast.send(fast.request("/actuator/prometheus").GET()).body();

    assertThat(meters)
        .contains("uri=\"/api/v1/campaigns/{campaignId}/coupons\"")
        .contains("coupon_issue_requests_total{")
        .contains("outcome=\"sold_out\"");
  }
}
