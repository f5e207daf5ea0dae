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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks over HTTP, with a token of the auditor's role. */
final class HttpGateClient implements GateClient {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final List<String> commandUrls;
  private final Duration timeout;
  private final GateToken token;
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http;

  /**
   * A client.
   *
   * @param commandUrls base URLs of the command side's nodes: one answers for all; none if there is
   *     none to ask
   * @param token for each question
   */
  HttpGateClient(List<String> commandUrls, Duration timeout, GateToken token) {
    this.commandUrls = commandUrls.stream().filter(url -> !url.isBlank()).toList();
    this.timeout = timeout;
    this.token = token;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public boolean isConfigured() {
    return !commandUrls.isEmpty();
  }

  /** One node's figures; if none has them, what each of them answers. */
  @Override
  public Optional<GateFigures> figures(String campaign) {
    var bearer = token.current();
    Set<String> faults = new LinkedHashSet<>();
    for (var url : commandUrls) {
      try {
        return figures(url, campaign, bearer);
      } catch (SourceUnavailableException unavailable) {
        faults.add(AuditRun.reason(unavailable));
      }
    }
    throw unavailable(faults.isEmpty() ? "no command side to ask" : String.join("; ", faults));
  }

  private Optional<GateFigures> figures(String url, String campaign, String bearer) {
    try {
      var answer =
          http.send(request(url, campaign, bearer), HttpResponse.BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case NOT_FOUND -> Optional.empty();
        case OK ->
            Optional.of(mapper.readValue(answer.body(), Body.class))
                .filter(Body::sameRun)
                .map(Body::figures);
        case UNAUTHORIZED ->
            throw unavailable(
                "the command side refuses the audit's token (401): it has ended, or is of"
                    + " another key, issuer or audience than the command side believes");
        case FORBIDDEN ->
            throw unavailable(
                "the command side refuses the audit's token (403): it lacks the role auditor");
        default ->
            throw unavailable(
                "the command side answers " + answer.statusCode() + " for the gate of " + campaign);
      };
    } catch (IOException unreachable) {
      throw new SourceUnavailableException(
          "the command side does not answer: " + unreachable, unreachable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException("interrupted", e);
    }
  }

  private static SourceUnavailableException unavailable(String fault) {
    return new SourceUnavailableException(fault, null);
  }

  private HttpRequest request(String url, String campaign, String bearer) {
    return HttpRequest.newBuilder(URI.create(url + "/api/v1/campaigns/" + campaign + "/gate"))
        .timeout(timeout)
        .header("Authorization", "Bearer " + bearer)
        .build();
  }
}
