package io.firstserved.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
class TrustedGatewayTest {

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  private HttpResponse<String> named(String header, String inBody) {
    return http.send(
        http.to("/api/users")
            .header(Caller.USER_HEADER, header)
            .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"" + inBody + "\"}")));
  }

  @Test
  void takesTheUserFromTheHeaderOrFromTheBody() {
    assertThat(named("ada", "ada").body()).isEqualTo("ada");
    assertThat(http.post("/api/users", "{\"userId\":\"bob\"}").body()).isEqualTo("bob");
  }

  @Test
  void refusesAHeaderAndABodyThatNameTwoUsers() {
    var answer = named("ada", "bob");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_REQUEST", "userId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "50%", "x;y", "..", "김철수", "á", "😀"})
  void takesUsersOfEveryScript(String user) {
    assertThat(http.post("/api/users", "{\"userId\":\"" + user + "\"}").body()).isEqualTo(user);

    var inUtf8 = new String(user.getBytes(UTF_8), ISO_8859_1);
    var named =
        http.raw(
            "POST /api/users HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\n"
                + ("X-User-Id: " + inUtf8 + "\n"));
    assertThat(named.status()).as(named.body()).isEqualTo(200);
    assertThat(named.body()).contains(user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00e1", "\u00ff", "\u0085", "\u00c2\u0085", "a\u0001"})
  void refusesAHeaderThatIsNoUtf8OrNoText(String header) {
    var answer =
        http.raw(
            "POST /api/users HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\n"
                + ("X-User-Id: " + header + "\n"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\u0000", "a\\nb", "\\ud83d"})
  void refusesAMalformedUser(String user) {
    var answer = http.post("/api/users", "{\"userId\":\"" + user + "\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_REQUEST", "userId");
  }

  @Test
  void refusesAMissingUserAndOneThatIsTooLong() {
    assertThat(http.post("/api/users", "{}").statusCode()).isEqualTo(400);
    var longest = "x".repeat(255);
    assertThat(http.post("/api/users", "{\"userId\":\"" + longest + "\"}").body())
        .isEqualTo(longest);
    assertThat(http.post("/api/users", "{\"userId\":\"" + longest + "x\"}").body())
        .contains("INVALID_REQUEST", "255");
  }

  @Test
  void administrationIsNeverOpen() {
    assertThat(http.post("/api/admin", "{}").statusCode()).isEqualTo(401);
  }
}
