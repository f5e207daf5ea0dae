package io.firstserved.query.page;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    this.http = HttpClient.newBuilder().connectTimeout(limits.meterPatience()).build();
  }

  /**
   * Sends a command with the caller's own token.
   *
   * @throws RefusedException UNAVAILABLE if no command side is configured or it does not answer
   */
  HttpResponse<byte[]> send(String path, @Nullable String authorization, byte[] body) {
    var base = limits.commandUrl();
    if (base == null) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "first-served.page.command-url is not set on this node");
    }
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(limits.commandPatience())
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
            .POST(BodyPublishers.ofByteArray(body));
    if (authorization != null) {
      request.header(HttpHeaders.AUTHORIZATION, authorization);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw unavailable("the command side does not answer; whether it took the command is unknown");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable("this node stops; whether the command side took the command is unknown");
    }
  }

  private static RefusedException unavailable(String why) {
    return new RefusedException(Reason.UNAVAILABLE, why);
  }

  /** By node, the issue command's meters; a node that does not answer is left out. */
  Map<String, MeterReading> readMeters() {
    var readings = new HashMap<String, MeterReading>();
    for (var node : limits.meterNodes()) {
      readMeters(node).ifPresent(reading -> readings.put(node, reading));
    }
    return readings;
  }

  private Optional<MeterReading> readMeters(String node) {
    var request = HttpRequest.newBuilder(URI.create(node + METERS)).timeout(limits.meterPatience());
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
