package io.firstserved.command;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * One node of the command side, started whole, on real servers and a free port. Several can share a
 * database, a Redis and a topic, as nodes do.
 */
public final class CommandSideNode implements AutoCloseable {

  /** What tokens are signed with, HS256. */
  public static final String SECRET = "a-secret-for-tests-of-at-least-32-characters";

  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final int port;

  private CommandSideNode(ConfigurableApplicationContext context) {
    this.context = context;
    this.port = ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  /** A node with a fresh database and topic on the shared servers. */
  public static CommandSideNode start() {
    return start(environment(TestServers.mysql().freshDatabase("log")));
  }

  /** A node with these properties. */
  public static CommandSideNode start(Map<String, Object> properties) {
    return start(properties, context -> {});
  }

  /** A node with these properties, and with beans of the test's. */
  public static CommandSideNode start(
      Map<String, Object> properties, Consumer<GenericApplicationContext> beans) {
    var application = new SpringApplication(CommandSideApplication.class);
    application.addInitializers(context -> beans.accept((GenericApplicationContext) context));
    application.setDefaultProperties(properties);
    return new CommandSideNode(
        application.run(
            properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new)));
  }

  /** What a node on the shared Redis and Kafka and on this database needs to know. */
  public static Map<String, Object> environment(TestDatabase database) {
    var kafka = TestServers.kafka();
    var properties = environment(database, TestServers.redis().port(), kafka.bootstrapServers());
    properties.put("first-served.kafka.topic", kafka.freshTopic("coupon-events", 12));
    return properties;
  }

  /** What a node on these servers needs to know. */
  public static Map<String, Object> environment(
      TestDatabase database, int redisPort, String bootstrapServers) {
    var properties = new HashMap<String, Object>();
    properties.put("server.port", 0);
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.datasource.username", database.username());
    properties.put("spring.datasource.password", database.password());
    properties.put("spring.data.redis.host", "127.0.0.1");
    properties.put("spring.data.redis.port", redisPort);
    properties.put("first-served.kafka.bootstrap-servers", bootstrapServers);
    properties.put("first-served.security.mode", "trusted-gateway");
    properties.put("first-served.security.jwt.secret", SECRET);
    // Tests ask for few users and all from one address; those of the limits set their own.
    properties.put("first-served.caller-rate.user-requests", 0);
    // A test asks a handful of questions: a cold node answers them sooner than a warm one starts.
    properties.put("first-served.warm-up.duration", "0s");
    return properties;
  }

  /** A part of the node. */
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Where it listens, on loopback. */
  public int port() {
    return port;
  }

  /** Asks for a coupon, with headers as name, value, name, value. */
  public HttpResponse<String> issue(String campaign, String user, String... headers) {
    return post("/api/v1/campaigns/" + campaign + "/coupons", body(user), headers);
  }

  private static String body(String user) {
    return "{\"userId\":\"" + user + "\"}";
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Posts JSON with a token that has this role. */
  public HttpResponse<String> postAs(String role, String path, String body) {
    return post(path, body, "Authorization", "Bearer " + token(role));
  }

  /** A request to be completed by the caller. */
  public HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json");
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Sends and waits for the answer. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A token of somebody with this role. */
  public static String token(String role) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject("test-" + role)
            .issuer("first-served")
            .audience("first-served")
            .claim("roles", List.of(role))
            .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(SECRET));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    return token.serialize();
  }

  @Override
  public void close() {
    context.close();
  }
}
