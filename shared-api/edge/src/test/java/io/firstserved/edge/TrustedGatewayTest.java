package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
class TrustedGatewayTest {

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void takesTheUserFromTheHeaderElseFromTheBody() {
    var named =
        http.to("/api/users")
            .header(Caller.USER_HEADER, "ada")
            .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"bob\"}"));
    assertThat(http.send(named).body()).isEqualTo("ada");
    assertThat(http.post("/api/users", "{\"userId\":\"bob\"}").body()).isEqualTo("bob");
  }

  @Test
  void refusesAMissingOrMalformedUser() {
    assertThat(http.post("/api/users", "{}").statusCode()).isEqualTo(400);
    assertThat(http.post("/api/users", "{\"userId\":\"a b\"}").body())
        .contains("INVALID_REQUEST", "a b");
  }

  @Test
  void administrationIsNeverOpen() {
    assertThat(http.post("/api/admin", "{}").statusCode()).isEqualTo(401);
  }
}
