package io.firstserved.command.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A user gets as many coupons as the limit allows, no more and no fewer (P2), by either gate. */
class PerUserLimitIT {

  private static final int LIMIT = 3;
  private static final int USERS = 15;

  /** Nothing listens on TCP's discard port. */
  private static final int NOBODY = 9;

  private static final List<CommandSideNode> NODES = new ArrayList<>();

  private String campaign;

  /** By which gates the user's requests are decided, in turn. */
  enum Gates {
    REDIS(0, 1),
    LOG(2, 3),
    BOTH(0, 2);

    private final int[] nodes;

    Gates(int... nodes) {
      this.nodes = nodes;
    }

    CommandSideNode node(int request) {
      return NODES.get(nodes[request % nodes.length]);
    }
  }

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var database = TestServers.mysql().freshDatabase("per_user_limit");
    var topic = kafka.freshTopic("coupon-events", 12);
    for (int redis :
        new int[] {TestServers.redis().port(), TestServers.redis().port(), NOBODY, NOBODY}) {
      var environment = CommandSideNode.environment(database, redis, kafka.bootstrapServers());
      environment.put("first-served.kafka.topic", topic);
      NODES.add(CommandSideNode.start(environment));
    }
  }

  /** A new one for each test: Redis does not know what the nodes without it have given away. */
  @BeforeEach
  void createCampaign() {
    campaign = "c" + UUID.randomUUID().toString().substring(0, 8);
    var terms = "\"name\":\"Spring sale\",\"quota\":100000,\"perUserLimit\":" + LIMIT;
    var body = "{\"campaignId\":\"" + campaign + "\"," + terms + "}";
    var created = NODES.getFirst().postAs("campaign-admin", "/api/v1/campaigns", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    NODES.reversed().forEach(CommandSideNode::close);
  }

  static Stream<Arguments> gatesAndKeys() {
    return Stream.of(Gates.values())
        .flatMap(gates -> Stream.of(Arguments.of(gates, true), Arguments.of(gates, false)));
  }

  @ParameterizedTest(name = "{0}, with keys: {1}")
  @MethodSource("gatesAndKeys")
  void inARow(Gates gates, boolean keys) {
    for (int user = 0; user < USERS; user++) {
      var name = name();
      var answers = new ArrayList<HttpResponse<String>>();
      for (int request = 0; request < LIMIT + 2; request++) {
        answers.add(issue(gates, request, name, keys ? "k" + request : null));
      }

      assertThat(answers)
          .extracting(HttpResponse::statusCode)
          .as(bodies(answers))
          .containsExactly(201, 201, 201, 409, 409);
      demandDifferentCoupons(answers);
    }
  }

  @ParameterizedTest(name = "{0}, with keys: {1}")
  @MethodSource("gatesAndKeys")
  void atOnce(Gates gates, boolean keys) throws Exception {
    for (int user = 0; user < USERS; user++) {
      var name = name();
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      for (int request = 0; request < LIMIT + 3; request++) {
        int number = request;
        calls.add(() -> issue(gates, number, name, keys ? "k" + number : null));
      }

      var answers = atOnce(calls);

      assertThat(answers)
          .extracting(HttpResponse::statusCode)
          .as(bodies(answers))
          .containsExactlyInAnyOrder(201, 201, 201, 409, 409, 409);
      demandDifferentCoupons(answers);
    }
  }

  @ParameterizedTest(name = "{0}, with keys: {1}")
  @MethodSource("gatesAndKeys")
  void oneKeyManyTimesAtOnceIsOneCoupon(Gates gates, boolean amongOthers) throws Exception {
    for (int user = 0; user < USERS; user++) {
      var name = name();
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      if (amongOthers) {
        calls.add(() -> issue(gates, 0, name, null));
        calls.add(() -> issue(gates, 1, name, null));
      }
      for (int request = 0; request < LIMIT + 1; request++) {
        int number = request;
        calls.add(() -> issue(gates, number, name, "the-same"));
      }

      var answers = atOnce(calls);

      assertThat(answers)
          .extracting(HttpResponse::statusCode)
          .as(bodies(answers))
          .containsOnly(201);
      assertThat(answers.subList(calls.size() - LIMIT - 1, calls.size()))
          .extracting(HttpResponse::body)
          .as(bodies(answers))
          .containsOnly(answers.getLast().body());
    }
  }

  private static String name() {
    return "u" + UUID.randomUUID();
  }

  /** Redis and a node without it meet at the same serials: "nothing was issued" is asked again. */
  private HttpResponse<String> issue(Gates gates, int request, String user, String key) {
    var answer = issue(gates.node(request), user, key);
    for (int again = 0; gates == Gates.BOTH && answer.statusCode() == 503 && again < 20; again++) {
      answer = issue(gates.node(request), user, key);
    }
    return answer;
  }

  private HttpResponse<String> issue(CommandSideNode node, String user, String key) {
    return key == null
        ? node.issue(campaign, user)
        : node.issue(campaign, user, "Idempotency-Key", key);
  }

  private static void demandDifferentCoupons(List<HttpResponse<String>> answers) {
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 201)
        .extracting(answer -> JsonMapper.shared().readTree(answer.body()).path("couponId"))
        .doesNotHaveDuplicates();
  }

  private static String bodies(List<HttpResponse<String>> answers) {
    return String.join("\n", answers.stream().map(HttpResponse::body).toList()).replace("%", "%%");
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
