package io.firstserved.query;

import io.firstserved.servers.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node of the query side in this JVM, on real servers and a free port. */
public final class QueryNode implements AutoCloseable {

  /** Secret of the tests' tokens. */
  public static final String SECRET = "a-secret-for-tests-only-0123456789abcdef";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private QueryNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** An answer over HTTP. */
  public record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

  /** The settings of a node over these servers, trusting a gateway. */
  public static Map<String, String> settings(
      TestDatabase readModels, String bootstrapServers, String topic) {
    var settings = new HashMap<String, String>();
    settings.put("server.port", "0");
    settings.put("spring.datasource.url", readModels.jdbcUrl());
    settings.put("spring.datasource.username", readModels.username());
    settings.put("spring.datasource.password", readModels.password());
    settings.put("first-served.kafka.bootstrap-servers", bootstrapServers);
    settings.put("first-served.kafka.topic", topic);
    settings.put("first-served.projection.group", "projector-" + topic);
    settings.put("first-served.projection.metadata-refresh", "1s");
    settings.put("first-served.security.mode", "trusted-gateway");
    settings.put("first-served.security.jwt.secret", SECRET);
    settings.put("first-served.log-database.url", readModels.jdbcUrl());
    settings.put("first-served.log-database.username", readModels.username());
    settings.put("first-served.log-database.password", readModels.password());
    settings.put("first-served.log-database.connection-timeout", "1s");
    settings.put("spring.main.banner-mode", "off");
    return settings;
  }

  public static QueryNode start(Map<String, String> settings) {
    return start(settings, context -> {});
  }

  /** A node with these settings, and with beans of the test's. */
  public static QueryNode start(
      Map<String, String> settings, Consumer<GenericApplicationContext> beans) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new QueryNode(
        new SpringApplicationBuilder(QuerySideApplication.class)
            .initializers(context -> beans.accept((GenericApplicationContext) context))
            .run(arguments.toArray(String[]::new)));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Object bean(String name) {
    return context.getBean(name);
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
  }

  public Answer get(String path) {
    return send("GET", path, null, null);
  }

  /** The health of all parts, which only operators and auditors are told. */
  public JsonNode health() {
    return send("GET", "/actuator/health", Tokens.of("otto", "operator"), null).body();
  }

  public Answer send(String method, String path, @Nullable String token, @Nullable String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var isJson = answer.headers().firstValue("Content-Type").orElse("").matches(".*[/+]json.*");
      var body = isJson ? JSON.readTree(answer.body()) : JSON.createObjectNode();
      return new Answer(answer.statusCode(), body, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
