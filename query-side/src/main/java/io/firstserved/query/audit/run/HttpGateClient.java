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
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP, with a token of the auditor's role. */
final class HttpGateClient implements GateClient {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final @Nullable String commandUrl;
  private final Duration patience;
  private final Supplier<@Nullable String> token;
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http;

  /**
   * A client.
   *
   * @param commandUrl base URL of the command side; null if there is none to ask
   * @param token a token for each call; null if none can be made
   */
  HttpGateClient(@Nullable String commandUrl, Duration patience, Supplier<@Nullable String> token) {
    this.commandUrl = commandUrl == null || commandUrl.isBlank() ? null : commandUrl;
    this.patience = patience;
    this.token = token;
    this.http = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  @Override
  public boolean isConfigured() {
    return commandUrl != null;
  }

  @Override
  public Optional<GateFigures> figures(String campaign) {
    try {
      var answer = http.send(request(campaign), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      if (answer.statusCode() != OK) {
        throw new SourceUnavailableException(
            "the command side answers " + answer.statusCode() + " for the gate of " + campaign,
            null);
      }
      return Optional.of(mapper.readValue(answer.body(), Body.class).figures());
    } catch (IOException unreachable) {
      throw new SourceUnavailableException(
          "the command side does not answer: " + unreachable, unreachable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException("interrupted", e);
    }
  }

  private HttpRequest request(String campaign) {
    var request =
        HttpRequest.newBuilder(URI.create(commandUrl + "/api/v1/campaigns/" + campaign + "/gate"))
            .timeout(patience);
    var bearer = token.get();
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return request.build();
  }
}
