package io.firstserved.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same request under the same key gets the same answer, whatever has happened since. */
class IdempotencyIT {

  private static final int AT_ONCE = 16;
  private static final List<CommandSideNode> NODES = new ArrayList<>();

  private static TestDatabase database;

  private String campaign;
  private String key;

  @BeforeAll
  static void start() {
    database = TestServers.mysql().freshDatabase("idempotency");
    var environment = CommandSideNode.environment(database);
    NODES.add(CommandSideNode.start(environment));
    NODES.add(CommandSideNode.start(environment));
  }

  @AfterAll
  static void stop() {
    NODES.reversed().forEach(CommandSideNode::close);
  }

  @BeforeEach
  void createCampaign() {
    campaign = "c" + UUID.randomUUID().toString().substring(0, 8);
    key = UUID.randomUUID().toString();
    var body = "{\"campaignId\":\"" + campaign + "\",\"name\":\"Spring sale\",\"quota\":100}";
    assertThat(admin("/api/v1/campaigns", body, null).statusCode()).isEqualTo(201);
  }

  @Test
  void answersTheFirstAnswerOnAnyNode() {
    var first = change("pause", key);
    change("resume", null);

    var again = change(NODES.getLast(), "pause", key);

    assertThat(first.statusCode()).isEqualTo(200);
    assertSame(again, first);
    assertThat(isPaused()).isFalse();
  }

  @Test
  void answersTheFirstRefusal() {
    var first = change("resume", key);
    change("pause", null);

    var again = change("resume", key);

    assertThat(first.statusCode()).isEqualTo(409);
    assertThat(first.body()).contains("NOT_PAUSED");
    assertSame(again, first);
    assertThat(isPaused()).isTrue();
  }

  @Test
  void refusesTheKeyOfAnotherRequest() {
    change("pause", key);

    var other = change("close", key);

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
    assertThat(admin("/api/v1/campaigns/" + campaign + "/quota", "{\"quota\":200}", null))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
  }

  @Test
  void tellsAnotherBodyFromTheFirst() {
    var path = "/api/v1/campaigns/" + campaign + "/quota";
    assertThat(admin(path, "{\"quota\":200}", key).statusCode()).isEqualTo(200);

    assertThat(admin(path, "{\"quota\":300}", key).statusCode()).isEqualTo(422);
  }

  @Test
  void knowsCallersApart() {
    change("pause", key);

    var other =
        NODES
            .getFirst()
            .send(
                request("/api/v1/campaigns/" + campaign + "/close", "operator", key)
                    .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(change("pause", key).statusCode()).isEqualTo(200);
  }

  @Test
  void drawsOneIdForOneRequest() {
    var body = "{\"name\":\"Drawn\",\"quota\":5}";

    var first = admin("/api/v1/campaigns", body, key);
    forgetAnswers();
    var again = admin("/api/v1/campaigns", body, key);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(admin("/api/v1/campaigns", body, UUID.randomUUID().toString()).headers().map())
        .extractingByKey("location")
        .isNotEqualTo(first.headers().map().get("location"));
  }

  /** A node that dies after the commit leaves an event and no answer. */
  @Test
  void findsInTheLogWhatWasDoneBeforeTheAnswerGotLost() {
    var first = change("pause", key);
    change("resume", null);
    forgetAnswers();

    var again = change(NODES.getLast(), "pause", key);

    assertSame(again, first);
    assertThat(isPaused()).isFalse();
  }

  @Test
  void turnsAwayWhatIsUnderWayUntilItIsAbandoned() {
    change("pause", key);
    sql(
        "UPDATE idempotent_request SET status = NULL, under_way_since = UTC_TIMESTAMP(3)"
            + " WHERE status IS NOT NULL");

    var meanwhile = change("pause", key);

    assertThat(meanwhile.statusCode()).isEqualTo(409);
    assertThat(meanwhile.body()).contains("IDEMPOTENCY_KEY_IN_USE");
    assertThat(meanwhile.headers().firstValue("Retry-After")).isPresent();

    sql("UPDATE idempotent_request SET under_way_since = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR");
    assertThat(change("pause", key).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesAnExpiredKeyToAnotherRequest() {
    change("pause", key);
    sql("UPDATE idempotent_request SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");

    assertThat(change("resume", key).statusCode()).isEqualTo(200);
    assertThat(isPaused()).isFalse();
  }

  @Test
  void leavesTheKeyOfAMalformedRequestToItsCorrection() {
    var path = "/api/v1/campaigns/" + campaign + "/quota";
    assertThat(admin(path, "{\"quota\":\"many\"}", key).statusCode()).isEqualTo(400);

    assertThat(admin(path, "{\"quota\":200}", key).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesToTheOthersWhatIsNoCall() {
    change("pause", key);

    var undeclared =
        NODES
            .getFirst()
            .send(
                request("/api/v1/campaigns/" + campaign + "/pause", "campaign-admin", key)
                    .DELETE());

    assertThat(undeclared.statusCode()).isEqualTo(405);
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThat(change("pause", "k".repeat(65)).statusCode()).isEqualTo(400);
    assertThat(isPaused()).isFalse();
  }

  @Test
  void doesOnceWhatIsAskedManyTimesAtOnce() throws Exception {
    var path = "/api/v1/campaigns/" + campaign + "/pause";
    var calls = new ArrayList<Callable<HttpResponse<String>>>();
    for (int call = 0; call < AT_ONCE; call++) {
      var node = NODES.get(call % NODES.size());
      calls.add(() -> admin(node, path, "", key));
    }
    var answers = new ArrayList<HttpResponse<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).extracting(HttpResponse::statusCode).contains(200).containsAnyOf(200, 409);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 409)
        .allSatisfy(answer -> assertThat(answer.body()).contains("IDEMPOTENCY_KEY_IN_USE"));
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .allSatisfy(answer -> assertSame(answer, change("pause", key)));
  }

  /**
   * Whoever stands still holds the row: the request is turned away in time, and nothing is done.
   */
  @Test
  void doesNothingWhenTheKeyCannotBeTaken() throws SQLException {
    change("resume", key);
    try (var other = connection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM idempotent_request FOR UPDATE");

      var stuck = change("pause", UUID.randomUUID().toString());

      assertThat(stuck.statusCode()).isEqualTo(503);
      assertThat(stuck.headers().firstValue("Retry-After")).isPresent();
      other.rollback();
    }
    assertThat(isPaused()).isFalse();
  }

  private static void assertSame(HttpResponse<String> answer, HttpResponse<String> first) {
    assertThat(answer.statusCode()).isEqualTo(first.statusCode());
    assertThat(answer.body()).isEqualTo(first.body());
    for (var header : List.of("Content-Type", "Location", "X-Log-Index")) {
      assertThat(answer.headers().firstValue(header)).isEqualTo(first.headers().firstValue(header));
    }
  }

  /** By asking for a coupon, as a buyer would see it. */
  private boolean isPaused() {
    var answer = NODES.getFirst().issue(campaign, UUID.randomUUID().toString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(201, 403);
    return answer.statusCode() == 403;
  }

  private HttpResponse<String> change(String command, String under) {
    return change(NODES.getFirst(), command, under);
  }

  private HttpResponse<String> change(CommandSideNode node, String command, String under) {
    return admin(node, "/api/v1/campaigns/" + campaign + "/" + command, "", under);
  }

  private static HttpResponse<String> admin(String path, String body, String under) {
    return admin(NODES.getFirst(), path, body, under);
  }

  private static HttpResponse<String> admin(
      CommandSideNode node, String path, String body, String under) {
    var request =
        node.request(path, "Authorization", "Bearer " + CommandSideNode.token("campaign-admin"));
    if (under != null) {
      request.header("Idempotency-Key", under);
    }
    return node.send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String role, String under) {
    return NODES
        .getFirst()
        .request(path, "Authorization", "Bearer " + CommandSideNode.token(role))
        .header("Idempotency-Key", under);
  }

  private static void forgetAnswers() {
    sql("UPDATE idempotent_request SET status = NULL, body = NULL, under_way_since = NULL");
  }

  private static void sql(String statement) {
    try (var connection = connection();
        var executed = connection.createStatement()) {
      executed.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.sql.Connection connection() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
