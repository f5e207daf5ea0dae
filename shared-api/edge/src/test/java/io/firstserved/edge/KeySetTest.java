package io.firstserved.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tokens as an identity provider makes them, whose keys change while the service runs. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=edge-test",
      "first-served.security.jwt.issuer=https://id.example",
      "first-served.security.jwt.audience=coupons",
      "first-served.security.jwt.algorithms=RS256,ES256,PS256,ES512"
    })
class KeySetTest {

  private static volatile List<JWK> published = List.of();
  private static volatile int status = 200;
  private static HttpServer provider;

  @LocalServerPort private int port;
  private Http http;

  @DynamicPropertySource
  static void startProvider(DynamicPropertyRegistry registry) throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/keys",
        exchange -> {
          var keys = new JWKSet(published).toString(true).getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    provider.start();
    registry.add(
        "first-served.security.jwt.jwk-set-uri",
        () -> "http://127.0.0.1:" + provider.getAddress().getPort() + "/keys");
  }

  @AfterAll
  static void stopProvider() {
    provider.stop(0);
  }

  @BeforeEach
  void connect() {
    http = new Http(port);
    status = 200;
  }

  private static JWK key(JWSAlgorithm algorithm) throws JOSEException {
    var id = UUID.randomUUID().toString();
    return JWSAlgorithm.Family.EC.contains(algorithm)
        ? new ECKeyGenerator(Curve.forJWSAlgorithm(algorithm).iterator().next())
            .keyID(id)
            .generate()
        : new RSAKeyGenerator(2048).keyID(id).generate();
  }

  private HttpResponse<String> call(JWSAlgorithm algorithm, JWK key) throws JOSEException {
    var claims =
        Http.claims("ada")
            .issuer("https://id.example")
            .audience("coupons")
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .build();
    var token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
    token.sign(signer(key));
    return http.send(
        http.to("/api/users")
            .header("Authorization", "Bearer " + token.serialize())
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return key instanceof ECKey curve ? new ECDSASigner(curve) : new RSASSASigner((RSAKey) key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "ES512"})
  void takesEveryAlgorithmThatIsAllowed(String name) throws JOSEException {
    var algorithm = JWSAlgorithm.parse(name);
    var key = key(algorithm);
    published = List.of(key);

    assertThat(call(algorithm, key).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS512", "PS384", "ES384"})
  void takesNoOther(String name) throws JOSEException {
    var algorithm = JWSAlgorithm.parse(name);
    var key = key(algorithm);
    published = List.of(key);

    assertThat(call(algorithm, key).statusCode()).isEqualTo(401);
  }

  @Test
  void followsTheProvidersChangeOfKeys() throws JOSEException {
    var old = key(JWSAlgorithm.ES256);
    published = List.of(old);
    assertThat(call(JWSAlgorithm.ES256, old).statusCode()).isEqualTo(200);

    var next = key(JWSAlgorithm.ES256);
    published = List.of(old, next);
    assertThat(call(JWSAlgorithm.ES256, next).statusCode()).isEqualTo(200);
    assertThat(call(JWSAlgorithm.ES256, old).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAKeyThatIsNotPublished() throws JOSEException {
    published = List.of(key(JWSAlgorithm.ES256));

    assertThat(call(JWSAlgorithm.ES256, key(JWSAlgorithm.ES256)).statusCode()).isEqualTo(401);
  }

  @Test
  void saysThatTheProviderIsAwayAndWhenToAskAgain() throws JOSEException {
    status = 500;

    var answer = call(JWSAlgorithm.ES256, key(JWSAlgorithm.ES256));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("UNAVAILABLE");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
