package io.firstserved.query.operations;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The command side as the page needs it: a place for campaign commands, and its meters. */
@Component
class CommandSide {

  private static final Logger LOG = LoggerFactory.getLogger(CommandSide.class);

  private static final int OK = 200;

  /** Only these, so that a reading costs the command side little. */
  private static final String METERS =
      "/actuator/prometheus?includedNames=coupon_issue_requests,coupon_issue_requests_total,"
          + "coupon_issue_duration_seconds";

  private final PageProperties limits;
  private final Clock clock;
  private final HttpClient http;

  CommandSide(PageProperties limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.http = HttpClient.newBuilder().connectTimeout(limits.meterTimeout()).build();
  }

  /**
   * Sends a command with the caller's own token, to the first node that can be reached. Once it may
   * have been sent, it is not sent again: whether to repeat a command is its sender's to decide.
   *
   * @throws RefusedException UNAVAILABLE if no node is configured, reached or answers
   */
  HttpResponse<byte[]> send(String path, String authorization, byte[] body) {
    for (var node : limits.commandUrl()) {
      try {
        return http.send(request(node + path, authorization, body), BodyHandlers.ofByteArray());
      } catch (ConnectException | HttpConnectTimeoutException unreached) {
        LOG.debug("{} cannot be reached", node, unreached);
      } catch (IOException unanswered) {
        throw unavailable(
            "the command side does not answer; whether it took the command is unknown");
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw unavailable("this node stops; whether the command side took the command is unknown");
      }
    }
    throw unavailable("no node of the command side can be reached from here");
  }

  private HttpRequest request(String url, String authorization, byte[] body) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(limits.commandTimeout())
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
        .header(HttpHeaders.AUTHORIZATION, authorization)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static RefusedException unavailable(String why) {
    return new RefusedException(Reason.UNAVAILABLE, why);
  }

  /** By node, the issue command's meters; a node that does not answer is left out. */
  Map<String, MeterReading> readMeters() {
    var readings = new HashMap<String, MeterReading>();
    for (var node : limits.commandUrl()) {
      readMeters(node).ifPresent(reading -> readings.put(node, reading));
    }
    return readings;
  }

  private Optional<MeterReading> readMeters(String node) {
    var request = HttpRequest.newBuilder(URI.create(node + METERS)).timeout(limits.meterTimeout());
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      return answer.statusCode() == OK
          ? Optional.of(MeterReading.of(clock.instant(), answer.body()))
          : Optional.empty();
    } catch (IOException unseen) {
      LOG.debug("the meters of {} cannot be read", node, unseen);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
