package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
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
      "first-served.security.jwt.clock-skew=30s",
      "first-served.security.jwt.secret=" + Http.SECRET
    })
class TokensTest {

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  private static JWTClaimsSet.Builder valid() {
    return Http.claims("ada").expirationTime(in(60));
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private int statusFor(JWTClaimsSet.Builder claims) {
    return answer(claims).statusCode();
  }

  private HttpResponse<String> answer(JWTClaimsSet.Builder claims) {
    return answer(JOSEObjectType.JWT, claims);
  }

  private HttpResponse<String> answer(JOSEObjectType type, JWTClaimsSet.Builder claims) {
    return http.send(
        http.to("/api/users")
            .header("Authorization", "Bearer " + Http.signed(type, claims.build()))
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  @Test
  void takesAccessTokensAndNoOthers() {
    assertThat(answer(new JOSEObjectType("at+jwt"), valid()).statusCode()).isEqualTo(200);
    assertThat(answer(new JOSEObjectType("logout+jwt"), valid()).statusCode()).isEqualTo(401);
  }

  @Test
  void takesTheTokenThatIsMeantForIt() {
    assertThat(statusFor(valid())).isEqualTo(200);
    assertThat(statusFor(valid().audience(List.of("another", "first-served")))).isEqualTo(200);
  }

  @Test
  void refusesATokenOfAnotherIssuerOrOfNone() {
    assertThat(statusFor(valid().issuer("https://elsewhere.example"))).isEqualTo(401);
    assertThat(statusFor(valid().issuer(null))).isEqualTo(401);
  }

  @Test
  void refusesATokenForAnotherAudienceOrForNone() {
    assertThat(statusFor(valid().audience("another"))).isEqualTo(401);
    assertThat(statusFor(valid().audience(List.of()))).isEqualTo(401);
  }

  @Test
  void refusesATokenThatNeverEnds() {
    assertThat(statusFor(valid().expirationTime(null))).isEqualTo(401);
  }

  @Test
  void forgivesTheIssuersClockAsMuchAsIsConfigured() {
    assertThat(statusFor(valid().expirationTime(in(-5)))).isEqualTo(200);
    assertThat(statusFor(valid().expirationTime(in(-45)))).isEqualTo(401);
    assertThat(statusFor(valid().notBeforeTime(in(10)))).isEqualTo(200);
    assertThat(statusFor(valid().notBeforeTime(in(50)))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "김철수", "a/b", "😀"})
  void takesASubjectOfAnyScript(String subject) {
    assertThat(answer(valid().subject(subject)).body()).isEqualTo(subject);
  }

  @Test
  void takesForNoRoleWhatIsNoText() {
    assertThat(statusFor(valid().claim("roles", List.of(7, List.of("auditor"))))).isEqualTo(200);
    assertThat(statusFor(valid().claim("roles", 7))).isEqualTo(200);
  }

  @Test
  void takesASubjectAsLongAsOpenIdConnectAllows() {
    assertThat(statusFor(valid().subject("x".repeat(255)))).isEqualTo(200);
    assertThat(statusFor(valid().subject("x".repeat(256)))).isEqualTo(400);
  }
}
