package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is open, and to whom, where an operator exposes everything and allows an origin. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=edge-test",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.health.probes.enabled=true",
      "management.endpoint.heapdump.access=unrestricted",
      "first-served.edge.cors.allowed-origins=https://shop.example",
      "first-served.security.jwt.secret=" + Http.SECRET
    })
class OpenPathsTest {

  private static final String SHOP = "https://shop.example";
  private static final String READINGS = "/api/readings/here";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  private HttpResponse<String> call(String method, String path, String... headers) {
    var request = http.to(path).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request);
  }

  private HttpResponse<String> preflight(String path, String origin, String method) {
    return call("OPTIONS", path, "Origin", origin, "Access-Control-Request-Method", method);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/health",
        "/actuator/health/ping",
        "/actuator/info",
        "/actuator/",
        "/actuator/metrics",
        "/actuator/metrics/jvm.memory.used",
        "/actuator/env",
        "/actuator/env/java.home",
        "/actuator/loggers",
        "/actuator/heapdump",
        "/actuator/threaddump",
        "/actuator/beans",
        "/actuator/configprops",
        "/actuator/mappings",
        "/actuator/nowhere"
      })
  void noPathOfTheActuatorIsOpenForBeingExposed(String path) {
    for (var method : new String[] {"GET", "HEAD", "POST", "DELETE"}) {
      assertThat(call(method, path).statusCode()).as(method).isIn(401, 404, 405);
    }
    var token = Http.token("ann", Instant.now().plusSeconds(60), "campaign-admin");
    assertThat(call("GET", path, "Authorization", "Bearer " + token).statusCode()).isIn(403, 404);
  }

  @Test
  void operatorsMayAskForTheHealthOfAllParts() {
    var token = Http.token("ann", Instant.now().plusSeconds(60), "operator");

    var health = call("GET", "/actuator/health", "Authorization", "Bearer " + token);

    assertThat(health.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/prometheus",
        "/v3/api-docs",
        READINGS
      })
  void headAnswersAsGetWithoutABody(String path) {
    var get = call("GET", path);
    var head = call("HEAD", path);

    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(get.headers().firstValue("Content-Type"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void headOfWhatIsNotOpenIsRefusedAsGetIs() {
    assertThat(call("HEAD", "/api/private").statusCode()).isEqualTo(401);
    var token = Http.token("ann", Instant.now().plusSeconds(60));
    assertThat(call("HEAD", "/api/private", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(200);
  }

  @Test
  void tellsWhichMethodsThereAre() {
    var answer = call("OPTIONS", READINGS);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "HEAD", "OPTIONS");
  }

  @Test
  void anAllowedOriginsPreflightIsAnswered() {
    for (var method : new String[] {"GET", "POST", "DELETE"}) {
      var answer =
          call(
              "OPTIONS",
              "/api/users",
              "Origin",
              SHOP,
              "Access-Control-Request-Method",
              method,
              "Access-Control-Request-Headers",
              "authorization, content-type, idempotency-key");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      var headers = answer.headers();
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue(SHOP);
      assertThat(headers.firstValue("Access-Control-Allow-Methods").orElse("")).contains(method);
      assertThat(headers.firstValue("Access-Control-Allow-Headers").orElse(""))
          .containsIgnoringCase("idempotency-key");
      assertThat(headers.firstValue("Access-Control-Max-Age")).isPresent();
      assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @Test
  void anotherOriginsPreflightIsRefused() {
    var answer = preflight("/api/users", "https://elsewhere.example", "POST");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void anAllowedOriginMayReadAnswersAndRefusals() {
    for (var path : new String[] {READINGS, "/api/private", "/api/nowhere"}) {
      var answer = call("GET", path, "Origin", SHOP);

      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SHOP);
      assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
          .contains("Location", "Retry-After", "X-Log-Index");
      assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }
  }

  /**
   * The browser keeps the answer from it. Behind a proxy the service cannot tell its own origin.
   */
  @Test
  void anotherOriginIsAnsweredAsAnybody() {
    var answer = call("GET", READINGS, "Origin", "https://elsewhere.example");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }
}
