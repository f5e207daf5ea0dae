package io.firstserved.command.faults;

import io.firstserved.command.CommandSideNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Buyers who each want one coupon, ask a node at random, and ask again under the same key while
 * they get no final answer. Keeps every answer.
 */
final class Buyers implements AutoCloseable {

  /** One answer, final or not; status 0 if there was none. */
  record Answer(
      String user,
      int status,
      String reason,
      long serial,
      String couponId,
      AnswerHistory.Span span) {
    boolean issued() {
      return status == 201;
    }

    boolean isFinal() {
      return status == 201 || status == 409 || status == 410;
    }
  }

  private static final int AT_ONCE = 64;
  private static final int MOST_ATTEMPTS = 200;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<NodeProcess> nodes;
  private final String campaign;
  private final Random random;
  private final AtomicInteger buyers = new AtomicInteger();
  private final AtomicInteger issued = new AtomicInteger();
  private final Queue<Answer> history = new ConcurrentLinkedQueue<>();
  private final Map<String, Answer> last = new ConcurrentHashMap<>();

  Buyers(List<NodeProcess> nodes, String campaign, long seed) {
    this.nodes = nodes;
    this.campaign = campaign;
    this.random = new Random(seed);
  }

  /** Lets this many further buyers in, {@value #AT_ONCE} at once, until each has its answer. */
  void buy(int count) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (int i = 0; i < count; i++) {
        threads.submit(() -> insist("buyer-" + buyers.incrementAndGet()));
      }
    }
  }

  private void insist(String user) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var answer = ask(user);
      history.add(answer);
      last.put(user, answer);
      if (answer.issued()) {
        issued.incrementAndGet();
      }
      if (answer.isFinal()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private Answer ask(String user) {
    long called = System.nanoTime();
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(uri())
                  .timeout(ANSWER_LIMIT)
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", user)
                  .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"" + user + "\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      var body = JsonMapper.shared().readTree(response.body());
      return new Answer(
          user,
          response.statusCode(),
          response.statusCode() == 201
              ? ""
              : body.path("reason").asString("") + ": " + body.path("detail").asString(""),
          body.path("serial").asLong(0),
          body.path("couponId").asString(""),
          AnswerHistory.Span.since(called));
    } catch (IOException e) {
      return unanswered(user, e.getClass().getSimpleName(), called);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered(user, "interrupted", called);
    }
  }

  private static Answer unanswered(String user, String cause, long called) {
    return new Answer(user, 0, cause, 0, "", AnswerHistory.Span.since(called));
  }

  private URI uri() {
    int node;
    synchronized (random) {
      node = random.nextInt(nodes.size());
    }
    return nodes.get(node).uri("/api/v1/campaigns/" + campaign + "/coupons");
  }

  /** Sends an operator's or administrator's call to the first node. */
  JsonNode call(String role, String method, String path, String body) {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(nodes.getFirst().uri(path))
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + CommandSideNode.token(role))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return JsonMapper.shared().readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks the first node to pause or resume the campaign, once; whether it is so now. */
  boolean administer(String operation, AnswerHistory history) {
    long called = System.nanoTime();
    int status = 0;
    var reason = "";
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(
                      nodes.getFirst().uri("/api/v1/campaigns/" + campaign + "/" + operation))
                  .timeout(ANSWER_LIMIT)
                  .header("Authorization", "Bearer " + CommandSideNode.token("campaign-admin"))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      status = response.statusCode();
      reason = JsonMapper.shared().readTree(response.body()).path("reason").asString("");
    } catch (IOException e) {
      reason = e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    history.administered(
        operation, AnswerHistory.Span.since(called), status, Map.of("reason", reason));
    return status == 200 || status == 409;
  }

  int issued() {
    return issued.get();
  }

  Queue<Answer> history() {
    return history;
  }

  /** Each buyer's last answer. */
  Map<String, Answer> last() {
    return last;
  }

  @Override
  public void close() {
    http.close();
  }
}
