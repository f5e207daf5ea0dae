package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=edge-test",
      "first-served.security.mode=trusted-gateway",
      "first-served.security.jwt.secret=" + Http.SECRET
    })
class RepeatedValuesTest {

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency-Key",
        "X-User-Id",
        "X-Wait-For-Index",
        "Authorization",
        "Content-Type",
        "Origin"
      })
  void aHeaderThatMeansOneThingMayBeSentOnce(String header) {
    var twice =
        http.to("/api/readings/here")
            .header(header, "one")
            .header(header.toLowerCase(), "two")
            .GET();

    var answer = http.send(twice);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_REQUEST", header);
  }

  @Test
  void evenIfItSaysTheSame() {
    var twice = http.to("/api/bare").header("X-User-Id", "ada").header("X-User-Id", "ada");

    assertThat(
            http.send(twice.POST(java.net.http.HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(400);
  }

  @Test
  void listsMayBeSentInManyLines() {
    var accepting =
        http.to("/api/readings/here").header("Accept", "text/plain").header("Accept", "*/*").GET();

    assertThat(http.send(accepting).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=1&limit=2", "?after=a&after=a", "?limit=1&unknown=1&unknown=2"})
  void aParameterMayBeSentOnce(String query) {
    var answer = http.send(http.to("/api/readings/here" + query).GET());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_REQUEST", "once");
  }
}
