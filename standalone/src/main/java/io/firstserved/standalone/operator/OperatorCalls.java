package io.firstserved.standalone.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.Http;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.token.DevelopmentToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Calls with an operator's token. What is refused, or not answered, is a {@link
 * StartFailedException} that says so.
 */
public final class OperatorCalls {

  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

  private final Secrets secrets;
  private final Http http = new Http();

  /**
   * @param secrets of the system that is called
   */
  public OperatorCalls(Secrets secrets) {
    this.secrets = secrets;
  }

  /** What stands there. */
  public JsonNode get(String url) throws InterruptedException {
    return answer(() -> http.fetch(url, token()));
  }

  /** Sends a body, to be written as JSON. */
  public JsonNode post(String url, Object body) throws InterruptedException {
    return answer(() -> http.post(url, token(), body));
  }

  /** Deletes what stands there. */
  public JsonNode delete(String url) throws InterruptedException {
    return answer(() -> http.delete(url, token()));
  }

  /**
   * Saves an answer of any length, whether or not it is a refusal.
   *
   * @return its status
   */
  public int download(String url, Path file) throws IOException, InterruptedException {
    return http.download(url, token(), file);
  }

  private interface Call {
    HttpResponse<String> send() throws IOException, InterruptedException;
  }

  private JsonNode answer(Call call) throws InterruptedException {
    try {
      var answer = call.send();
      if (answer.statusCode() / 100 == 2) {
        return http.parse(answer.body());
      }
      throw new StartFailedException("Refused: " + answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      throw new StartFailedException("No answer: " + e);
    }
  }

  private String token() {
    var expiry = Instant.now().plus(TOKEN_LIFETIME);
    return new DevelopmentToken("operator", List.of("operator"), expiry).signed(secrets.signer());
  }
}
