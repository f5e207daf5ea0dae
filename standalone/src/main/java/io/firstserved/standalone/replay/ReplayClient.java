package io.firstserved.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Http;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.token.DevelopmentToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One projection's replays on the query side. */
public final class ReplayClient {

  private final String url;
  private final Secrets secrets;
  private final Http http = new Http();

  /** Of a running system. */
  public ReplayClient(Description system, Secrets secrets, String projection) {
    this.url = system.queryUrls().getFirst() + "/api/v1/projections/" + projection + "/replay";
    this.secrets = secrets;
  }

  /**
   * Begins a rebuild, or carries on the one that was cancelled.
   *
   * @param fresh whether to begin anew in any case
   * @throws StartFailedException if it is refused
   */
  public JsonNode start(boolean fresh) throws InterruptedException {
    return replay(() -> http.post(url + "?fresh=" + fresh, token(), List.of()));
  }

  /**
   * Stops the rebuild where it is.
   *
   * @throws StartFailedException if there is none
   */
  public JsonNode cancel() throws InterruptedException {
    return replay(() -> http.delete(url, token()));
  }

  /**
   * How far the latest rebuild is.
   *
   * @throws StartFailedException if there was none
   */
  public JsonNode latest() throws InterruptedException {
    return replay(() -> http.fetch(url, token()));
  }

  private interface Call {
    HttpResponse<String> send() throws IOException, InterruptedException;
  }

  private JsonNode replay(Call call) throws InterruptedException {
    try {
      var answer = call.send();
      if (answer.statusCode() / 100 == 2) {
        return http.parse(answer.body());
      }
      throw new StartFailedException("Refused: " + answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      throw new StartFailedException("The query side does not answer: " + e);
    }
  }

  private String token() {
    var expiry = Instant.now().plus(Duration.ofMinutes(5));
    return new DevelopmentToken("operator", List.of("operator"), expiry).signed(secrets.jwt());
  }
}
