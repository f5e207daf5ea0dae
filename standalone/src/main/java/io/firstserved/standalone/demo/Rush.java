package io.firstserved.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Many buyers at once, each asking once for one coupon. */
final class Rush {

  /** As many as the reference test's virtual users. */
  private static final int CONNECTIONS = 200;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * A buyer whose answer got lost, or who was told to come back later, asks again with the same
   * key, as a shop would. A node that has just started on a busy machine sheds load for 10 s.
   */
  private static final int ATTEMPTS = 30;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final List<String> commandUrls;
  private final String campaignId;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Semaphore connections = new Semaphore(CONNECTIONS);
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger askedAgain = new AtomicInteger();

  Rush(List<String> commandUrls, String campaignId) {
    this.commandUrls = commandUrls;
    this.campaignId = campaignId;
  }

  /** Sends them all and returns when the last one has an answer. */
  RushResult run(int buyers) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int buyer = 1; buyer <= buyers; buyer++) {
        int number = buyer;
        threads.execute(() -> buy(number));
      }
    }
    return new RushResult(issued.get(), refused.get(), errors.get(), askedAgain.get());
  }

  private void buy(int buyer) {
    connections.acquireUninterruptibly();
    try {
      ask(buyer).ifPresentOrElse(this::count, errors::incrementAndGet);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.release();
    }
  }

  private Optional<HttpResponse<String>> ask(int buyer) throws InterruptedException {
    Optional<HttpResponse<String>> answer = attempt(buyer);
    for (int attempt = 1; attempt < ATTEMPTS && answer.filter(Rush::isFinal).isEmpty(); attempt++) {
      askedAgain.incrementAndGet();
      Thread.sleep(PAUSE);
      answer = attempt(buyer);
    }
    return answer;
  }

  /** No answer: whether a coupon was issued is for the log to say; the next attempt finds out. */
  private Optional<HttpResponse<String>> attempt(int buyer) throws InterruptedException {
    try {
      return Optional.of(client.send(request(buyer), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException lost) {
      return Optional.empty();
    }
  }

  /** Answers with a Retry-After (429, 503) are not. */
  private static boolean isFinal(HttpResponse<String> answer) {
    return answer.statusCode() != 429 && answer.statusCode() != 503;
  }

  private void count(HttpResponse<String> answer) {
    if (answer.statusCode() == 201) {
      issued.incrementAndGet();
    } else if (answer.statusCode() == 410 && answer.body().contains("SOLD_OUT")) {
      refused.incrementAndGet();
    } else {
      errors.incrementAndGet();
    }
  }

  private HttpRequest request(int buyer) {
    var node = commandUrls.get(buyer % commandUrls.size());
    return HttpRequest.newBuilder(URI.create(node + "/api/v1/campaigns/" + campaignId + "/coupons"))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "buyer-" + buyer)
        .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"buyer-" + buyer + "\"}"))
        .build();
  }
}
