package io.firstserved.query.audit.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.query.audit.check.GateCheck.GateFigures;
import io.firstserved.query.audit.source.SourceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP, with a token of the auditor's role. */
final class HttpGateClient implements GateClient {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final List<String> commandUrls;
  private final Duration timeout;
  private final Supplier<@Nullable String> token;
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http;

  /**
   * A client.
   *
   * @param commandUrls base URLs of the command side's nodes: one answers for all; none if there is
   *     none to ask
   * @param token a token for each call; null if none can be made
   */
  HttpGateClient(List<String> commandUrls, Duration timeout, Supplier<@Nullable String> token) {
    this.commandUrls = commandUrls.stream().filter(url -> !url.isBlank()).toList();
    this.timeout = timeout;
    this.token = token;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public boolean isConfigured() {
    return !commandUrls.isEmpty();
  }

  @Override
  public Optional<GateFigures> figures(String campaign) {
    SourceUnavailableException last = null;
    for (var url : commandUrls) {
      try {
        return figures(url, campaign);
      } catch (SourceUnavailableException unreachable) {
        last = unreachable;
      }
    }
    throw last == null ? new SourceUnavailableException("no command side to ask", null) : last;
  }

  private Optional<GateFigures> figures(String url, String campaign) {
    try {
      var answer = http.send(request(url, campaign), HttpResponse.BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case NOT_FOUND -> Optional.empty();
        case OK ->
            Optional.of(mapper.readValue(answer.body(), Body.class))
                .filter(Body::sameRun)
                .map(Body::figures);
        default ->
            throw new SourceUnavailableException(
                "the command side answers " + answer.statusCode() + " for the gate of " + campaign,
                null);
      };
    } catch (IOException unreachable) {
      throw new SourceUnavailableException(
          "the command side does not answer: " + unreachable, unreachable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException("interrupted", e);
    }
  }

  private HttpRequest request(String url, String campaign) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/campaigns/" + campaign + "/gate"))
            .timeout(timeout);
    var bearer = token.get();
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return request.build();
  }
}
