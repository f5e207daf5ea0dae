package io.firstserved.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks the nodes for JSON. */
public final class Http {

  /** A node that has just started on an overloaded machine answered its first request in 8 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A bundle of a million coupons is written in some 30 s before its first byte is sent. */
  private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(10);

  private final Duration timeout;
  private final HttpClient client;
  private final ObjectMapper json = new ObjectMapper();

  /** Waits up to 30 s for an answer. */
  public Http() {
    this(TIMEOUT);
  }

  /**
   * Waits as long for an answer as told.
   *
   * @param timeout of a request without a file; of a connection in any case
   */
  public Http(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** The answer's body if it was a 200 with JSON, empty for anything else or no answer. */
  public Optional<JsonNode> get(String url) {
    return get(HttpRequest.newBuilder(URI.create(url)));
  }

  /** The same, as somebody. */
  public Optional<JsonNode> get(String url, String token) {
    return get(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token));
  }

  private Optional<JsonNode> get(HttpRequest.Builder builder) {
    var request = builder.timeout(timeout).header("Accept", "application/json").build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200
          ? Optional.of(json.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Reads a JSON text. */
  public JsonNode parse(String text) throws IOException {
    return json.readTree(text);
  }

  /** The answer to a file sent as a body, whatever its status. */
  public HttpResponse<String> upload(String url, String token, String contentType, Path file)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TRANSFER_TIMEOUT)
            .header("Content-Type", contentType)
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Saves an answer's body, whatever its status, which it returns. */
  public int download(String url, String token, Path file)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TRANSFER_TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofFile(file)).statusCode();
  }

  /** The answer to a question, whatever its status. */
  public HttpResponse<String> fetch(String url, String token)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).GET(), token);
  }

  /** The answer to a deletion, whatever its status. */
  public HttpResponse<String> delete(String url, String token)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).DELETE(), token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    request.timeout(timeout).header("Authorization", "Bearer " + token);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The answer to a JSON request, whatever its status. */
  public HttpResponse<String> post(String url, String token, Object body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
