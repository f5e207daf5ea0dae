package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is wrong with a request, and whoever finds it, the answer is a problem and no 500. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=edge-test",
      "first-served.security.jwt.secret=" + Http.SECRET
    })
class MalformedRequestTest {

  private static final String HOST = "Host: localhost\nConnection: close\n";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  private static void isProblem(Http.Answer answer, int status, String reason) {
    assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
    assertThat(answer.head()).containsIgnoringCase("Content-Type: application/problem+json");
    var problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.path("reason").asString()).isEqualTo(reason);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/orders/spring-sale",
    "POST, /api/bare",
    "POST, /api/users",
    "POST, /api/nowhere",
    "GET, /api/readings/here",
    "GET, /actuator/health",
    "DELETE, /"
  })
  void aBodyThatIsAFormIsNotTaken(String method, String path) {
    for (var form :
        new String[] {
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "Multipart/Mixed; boundary=",
          "application/x-www-form-urlencoded",
          "application/x-www-form-urlencoded;charset=no-such"
        }) {
      isProblem(
          http.raw(
              method
                  + (" " + path + " HTTP/1.1\n" + HOST)
                  + ("Content-Type: " + form + "\nContent-Length: 4\n\na=%z")),
          415,
          "UNSUPPORTED_MEDIA_TYPE");
    }
  }

  /** What curl and others call a POST without a body. */
  @Test
  void aFormOfNothingIsNoBody() {
    var nothing =
        http.to("/api/bare")
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(http.send(nothing).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?=x", "?after=%", "?after=%zz", "?%=x", "?after=%c3", "?after=%ff%fe", "?%00=%"})
  void parametersThatCannotBeReadAreRefused(String query) {
    for (var path : new String[] {"/api/readings/here", "/api/nowhere", "/", "/actuator/health"}) {
      isProblem(http.raw("GET " + path + query + " HTTP/1.1\n" + HOST), 400, "INVALID_REQUEST");
    }
  }

  @Test
  void everyScriptIsTakenInPathsAndParameters() {
    var answer = http.raw("GET /api/readings/%C3%A1?after=%E4%BA%BA&%C3%A1=1 HTTP/1.1\n" + HOST);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("á 人 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/readings/\u00c3\u00a1 HTTP/1.1\n" + HOST,
        "GET /api/readings/here?after=\u00c3\u00a1 HTTP/1.1\n" + HOST,
        "GET /api/readings/{x} HTTP/1.1\n" + HOST,
        "GET /api/readings/a%2Fb HTTP/1.1\n" + HOST,
        "GET /api/readings/a%5Cb HTTP/1.1\n" + HOST,
        "GET /api/readings/%zz HTTP/1.1\n" + HOST,
        "GET /api/readings/[x] HTTP/1.1\n" + HOST,
        "POST /api/orders/[x] HTTP/1.1\n" + HOST + "Content-Length: 0\n",
        "GET /api/[ HTTP/1.1\n" + HOST,
        "GET /api/readings/%00 HTTP/1.1\n" + HOST,
        "GET /api/readings/50%25 HTTP/1.1\n" + HOST,
        "GET /api/readings/x;y HTTP/1.1\n" + HOST,
        "GET /api//readings HTTP/1.1\n" + HOST,
        "GET /api/readings/%2E%2E HTTP/1.1\n" + HOST,
        "GET /../../etc HTTP/1.1\n" + HOST,
        "GET /api/readings/here HTTP/1.1\nConnection: close\n",
        "GET /api/readings/here HTTP/1.1\nHost: a\n" + HOST,
        "GET /api/readings/here HTTP/1.1\nHost: {\nConnection: close\n",
        "GET /api/readings/here HTTP/1.1\n" + HOST + "X-Odd: \u0001\n",
        "POST /api/bare HTTP/1.1\n" + HOST + "Content-Length: many\n",
        "POST /api/bare HTTP/1.1\n" + HOST + "Content-Length: -1\n",
        "\u0000\u0001\n" + HOST
      })
  void whatContainerOrFirewallRefusesIsAProblem(String request) {
    isProblem(http.raw(request), 400, "INVALID_REQUEST");
  }

  @Test
  void headersThatAreTooLargeAreAProblem() {
    var answer =
        http.raw("GET / HTTP/1.1\n" + HOST + ("X-Large: " + "x".repeat(20_000) + "\n").repeat(2));
    assertThat(answer.status()).isBetween(400, 431);
    assertThat(answer.head()).containsIgnoringCase("Content-Type: application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "BREW", "PUT"})
  void anUnknownMethodIsNotAllowed(String method) {
    isProblem(http.raw(method + " /api/bare HTTP/1.1\n" + HOST), 405, "METHOD_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/error", "/api/error"})
  void thePlaceOfTheContainersErrorsIsNobodysToAsk(String path) {
    isProblem(http.raw("GET " + path + " HTTP/1.1\n" + HOST), 404, "NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"opensAt\":1764205200}             | opensAt",
        "{\"opensAt\":1764205200.5}           | opensAt",
        "{\"opensAt\":\"1764205200\"}         | opensAt",
        "{\"opensAt\":\"\"}                   | opensAt",
        "{\"opensAt\":\"2026-03-01\"}         | opensAt",
        "{\"opensAt\":true}                   | opensAt",
        "{\"validity\":30}                    | validity",
        "{\"validity\":\"\"}                  | validity",
        "{\"side\":0}                         | side",
        "{\"side\":\"0\"}                     | side",
        "{\"side\":\"\"}                      | side"
      })
  void nothingIsTakenForAnInstantOrANameThatIsNone(String body, String field) {
    var answer = http.post("/api/windows", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo(field);
  }

  @Test
  void anInstantIsReadAsItIsWritten() {
    var instant =
        "{\"opensAt\":\"2026-03-01T10:00:00.123Z\",\"validity\":\"P1D\",\"side\":\"HERE\"}";
    assertThat(http.post("/api/windows", instant).body()).isEqualTo(instant);
  }
}
