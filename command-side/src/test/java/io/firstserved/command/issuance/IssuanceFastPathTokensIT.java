package io.firstserved.command.issuance;

import static io.firstserved.command.issuance.TestTokens.HS256;
import static io.firstserved.command.issuance.TestTokens.hs256;
import static io.firstserved.command.issuance.TestTokens.in;
import static io.firstserved.command.issuance.TestTokens.of;
import static io.firstserved.command.issuance.TestTokens.signed;
import static io.firstserved.command.issuance.TestTokens.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In JWT mode, with a shared secret: good tokens on the fast path, all others where they belong.
 */
class IssuanceFastPathTokensIT {

  private static final String ISSUE = "/api/v1/campaigns/alike/coupons";

  private static NodePair nodes;

  @BeforeAll
  static void start() {
    var properties = CommandSideNode.environment(TestServers.mysql().freshDatabase("fast_tokens"));
    properties.put("first-served.gate.key-prefix", "fast-tokens:");
    properties.put("first-served.security.mode", "jwt");
    properties.put("first-served.caller-rate.campaigns.impatient.user-requests", 2);
    properties.put("first-served.caller-rate.campaigns.impatient.user-period", "1h");
    nodes = NodePair.start(Map.copyOf(properties));
    nodes.create("alike", 1000, hs256(TestTokens.admin()));
    nodes.create("impatient", 100, hs256(TestTokens.admin()));
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  static Stream<Arguments> goodTokens() {
    return Stream.of(
        good("of a user", of("ada")),
        good("of an administrator", of("root").claim("roles", List.of("campaign-admin"))),
        good("with roles that are none", of("seven").claim("roles", List.of(7))),
        good("with a role as text", of("text").claim("roles", "auditor")),
        good("for several audiences", of("several").audience(List.of("other", "first-served"))),
        good("that ended within the clock skew", of("late").expirationTime(in(-20))),
        good("that begins within the clock skew", of("soon").notBeforeTime(in(20))),
        good("of another script", of("김철수")),
        good("beyond the basic plane", of("😀")),
        good("of the longest subject", of("x".repeat(255))),
        good("of a subject with a space", of("ada lovelace")),
        good("of a subject with a quote", of("\"quoted\\")));
  }

  private static Arguments good(String kind, JWTClaimsSet.Builder claims) {
    return Arguments.of(kind, hs256(claims));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodTokens")
  void answersAGoodTokenOnTheFastPath(String kind, String token) {
    var answer =
        nodes.answer(node -> issue(node, "{}", bearer(token), "Idempotency-Key", kind(kind)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(NodePair.isFast(answer)).isTrue();
  }

  private static String kind(String words) {
    return words.replace(' ', '-');
  }

  static Stream<Arguments> otherTokens() {
    var ada = hs256(of("ada"));
    var logout = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("logout+jwt"));
    return Stream.of(
        Arguments.of("expired", 401, hs256(of("ada").expirationTime(in(-300)))),
        Arguments.of("not yet valid", 401, hs256(of("ada").notBeforeTime(in(300)))),
        Arguments.of("for another audience", 401, hs256(of("ada").audience("other"))),
        Arguments.of("for no audience", 401, hs256(of("ada").audience(List.of()))),
        Arguments.of("of another issuer", 401, hs256(of("ada").issuer("other"))),
        Arguments.of("of no issuer", 401, hs256(of("ada").issuer(null))),
        Arguments.of("without an end", 401, hs256(of("ada").expirationTime(null))),
        Arguments.of("that ends before it begins", 401, hs256(of("ada").issueTime(in(7200)))),
        Arguments.of("of another secret", 401, signed(HS256, "y".repeat(32), of("ada"))),
        Arguments.of("with a changed signature", 401, changed(ada)),
        Arguments.of("without its signature", 401, ada.substring(0, ada.lastIndexOf('.') + 1)),
        Arguments.of("signed by nobody", 401, unsigned(of("ada"))),
        Arguments.of(
            "of another type", 401, signed(logout.build(), CommandSideNode.SECRET, of("ada"))),
        Arguments.of("bound to a key", 401, hs256(of("ada").claim("cnf", Map.of("jkt", "x")))),
        Arguments.of("that is none", 401, "not.a.token"),
        Arguments.of("of two words", 401, "two words"));
  }

  /** Another character in the middle: the last one has bits that count for nothing. */
  private static String changed(String token) {
    int place = token.length() - 10;
    char other = token.charAt(place) == 'A' ? 'B' : 'A';
    return token.substring(0, place) + other + token.substring(place + 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherTokens")
  void leavesEveryOtherToTheSecurityFilters(String kind, int status, String token) {
    var answer = nodes.answer(node -> issue(node, "{}", bearer(token)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(NodePair.isFast(answer)).isFalse();
  }

  static Stream<Arguments> subjects() {
    return Stream.of(
        Arguments.of("none", of("ada").subject(null), "{}", 400),
        Arguments.of("none, but in the body", of("ada").subject(null), "{\"userId\":\"ada\"}", 403),
        Arguments.of("empty", of(""), "{}", 400),
        Arguments.of("too long", of("x".repeat(256)), "{}", 400),
        Arguments.of("with a control character", of("a\tb"), "{}", 400),
        Arguments.of("of another than the body's", of("ada"), "{\"userId\":\"bob\"}", 403),
        Arguments.of("with a malformed body", of("ada"), "{", 400),
        Arguments.of("with another member", of("ada"), "{\"user\":\"ada\"}", 400));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void refusesASubjectAlike(String kind, JWTClaimsSet.Builder claims, String body, int status) {
    var token = hs256(claims);

    var answer = nodes.answer(node -> issue(node, body, bearer(token)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void takesABodyOfTheSameUserOfNobodyAndNone() {
    var token = hs256(of("eve"));
    for (var body : List.of("", "null", "{}", "{\"userId\":null}", "{\"userId\":\"eve\"}")) {
      var answer = nodes.answer(node -> issue(node, body, bearer(token), "Idempotency-Key", "eve"));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(NodePair.isFast(answer)).isTrue();
    }
  }

  @Test
  void asksForTheTokenWhereItBelongs() {
    var token = hs256(of("ada"));
    assertThat(status("{}")).isEqualTo(401);
    assertThat(status("{}", "X-User-Id", "ada")).isEqualTo(401);
    assertThat(status("{}", "Authorization", token)).isEqualTo(401);
    assertThat(status("{}", "Authorization", "Basic YTpi")).isEqualTo(401);
    assertThat(status("{}", "Authorization", "Bearer")).isEqualTo(401);
    assertThat(status("{}", "Authorization", "Bearer  " + token)).isEqualTo(401);
    assertThat(nodes.answer(node -> node.post(ISSUE + "?access_token=" + token, "{}")).statusCode())
        .isEqualTo(401);
    assertThat(nodes.answer(node -> form(node, token)).statusCode()).isEqualTo(415);
  }

  private static int status(String body, String... headers) {
    return nodes.answer(node -> node.post(ISSUE, body, headers)).statusCode();
  }

  private static HttpResponse<String> form(CommandSideNode node, String token) {
    return node.send(
        node.request(ISSUE)
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token)));
  }

  @Test
  void takesTheSchemeInEitherCaseAndIgnoresTheGatewaysHeader() {
    var token = hs256(of("finn"));

    for (var scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
      var answer =
          nodes.answer(
              node ->
                  node.post(
                      ISSUE,
                      "{}",
                      "Authorization",
                      scheme + token,
                      "X-User-Id",
                      "bob",
                      "Idempotency-Key",
                      "finn"));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(answer.body()).contains("\"userId\":\"finn\"");
      assertThat(NodePair.isFast(answer)).isTrue();
    }
  }

  @Test
  void refusesTwoTokens() {
    var good = "Bearer " + hs256(of("ada"));
    var bad = "Bearer " + unsigned(of("bob"));

    for (var second : List.of(good, bad)) {
      assertThat(status("{}", "Authorization", good, "Authorization", second)).isEqualTo(400);
    }
  }

  @Test
  void repeatsTheAnswerUnderOneKeyAndGivesAnotherUserHisOwn() {
    var ada = hs256(of("gwen"));
    var first = issue(nodes.fast(), "{}", bearer(ada), "Idempotency-Key", "shared-key");
    var again =
        nodes.answer(node -> issue(node, "{}", bearer(ada), "Idempotency-Key", "shared-key"));
    var bob = hs256(of("hugo"));
    var others =
        nodes.answer(node -> issue(node, "{}", bearer(bob), "Idempotency-Key", "shared-key"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body()).contains("\"userId\":\"gwen\"");
    assertThat(others.statusCode()).isEqualTo(201);
    assertThat(others.body()).contains("\"userId\":\"hugo\"");
    assertThat(issue(nodes.fast(), "{}", bearer(ada)).statusCode()).isEqualTo(409);
    assertThat(nodes.answer(node -> issue(node, "{}", bearer(ada))).body())
        .contains("ALREADY_ISSUED");
  }

  @Test
  void countsAUserWhateverNodeAndTokenHeTakes() {
    var path = "/api/v1/campaigns/impatient/coupons";
    var one = "Bearer " + hs256(of("ina"));
    var two = "Bearer " + hs256(of("ina").claim("jti", "2"));
    assertThat(nodes.fast().post(path, "{}", "Authorization", one).statusCode()).isEqualTo(201);
    assertThat(nodes.ordinary().post(path, "{}", "Authorization", two).statusCode()).isEqualTo(409);

    for (var node : List.of(nodes.fast(), nodes.ordinary())) {
      var answer = node.post(path, "{}", "Authorization", two);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
      assertThat(answer.body()).contains("\"limit\":\"user\"");
    }
  }

  private static HttpResponse<String> issue(
      CommandSideNode node, String body, String authorization, String... headers) {
    var all = Stream.concat(Stream.of("Authorization", authorization), Stream.of(headers));
    return node.post(ISSUE, body, all.toArray(String[]::new));
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }
}
