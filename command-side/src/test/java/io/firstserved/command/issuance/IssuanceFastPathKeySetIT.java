package io.firstserved.command.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In JWT mode, with a set of public keys that changes. */
class IssuanceFastPathKeySetIT {

  @TempDir private static Path folder;

  private static RSAKey rsa;
  private static ECKey curve;
  private static NodePair nodes;

  @BeforeAll
  static void start() throws JOSEException, IOException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    curve = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    publish(rsa, curve);
    var properties = CommandSideNode.environment(TestServers.mysql().freshDatabase("fast_keys"));
    properties.put("first-served.gate.key-prefix", "fast-keys:");
    properties.put("first-served.security.mode", "jwt");
    properties.remove("first-served.security.jwt.secret");
    properties.put("first-served.security.jwt.jwk-set-uri", keys().toUri());
    properties.put("first-served.security.jwt.issuer", "first-served");
    nodes = NodePair.start(Map.copyOf(properties));
    nodes.create("alike", 1000, signed(JWSAlgorithm.ES256, curve, TestTokens.admin()));
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @BeforeEach
  void publishBoth() throws IOException {
    publish(rsa, curve);
  }

  private static Path keys() {
    return folder.resolve("keys.json");
  }

  /** Another file in its place each time, as whoever rotates keys should do it. */
  private static void publish(JWK... keys) throws IOException {
    var next = folder.resolve("next.json");
    Files.writeString(next, new JWKSet(List.of(keys)).toString(true));
    Files.move(next, keys(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String signed(JWSAlgorithm algorithm, JWK key, JWTClaimsSet.Builder claims)
      throws JOSEException {
    var header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
    return TestTokens.signed(header, signer(key), claims);
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return key instanceof ECKey points ? new ECDSASigner(points) : new RSASSASigner((RSAKey) key);
  }

  private static HttpResponse<String> answer(String token) {
    return nodes.answer(
        node ->
            node.post(
                "/api/v1/campaigns/alike/coupons",
                "{}",
                "Authorization",
                "Bearer " + token,
                "Idempotency-Key",
                "k"));
  }

  private static void assertAnswered(String token) {
    var answer = answer(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(NodePair.isFast(answer)).isTrue();
  }

  private static void assertRefused(String token) {
    var answer = answer(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(NodePair.isFast(answer)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256"})
  void answersWhatIsSignedAsAllowed(String algorithm) throws JOSEException {
    var key = algorithm.startsWith("ES") ? curve : rsa;

    assertAnswered(signed(JWSAlgorithm.parse(algorithm), key, TestTokens.of(algorithm)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "PS512"})
  void refusesAnotherAlgorithmOfAKnownKey(String algorithm) throws JOSEException {
    assertRefused(signed(JWSAlgorithm.parse(algorithm), rsa, TestTokens.of("ada")));
  }

  @Test
  void refusesAPublicKeyTakenForASecret() throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build();
    var secret = new MACSigner(rsa.toPublicJWK().toJSONString().getBytes(UTF_8));

    assertRefused(TestTokens.signed(header, secret, TestTokens.of("ada")));
  }

  @Test
  void refusesAnUnknownKeyAndAnotherUnderAKnownName() throws JOSEException {
    var unknown = new ECKeyGenerator(Curve.P_256).keyID("unknown").generate();
    var named = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();

    assertRefused(signed(JWSAlgorithm.ES256, unknown, TestTokens.of("ada")));
    assertRefused(signed(JWSAlgorithm.ES256, named, TestTokens.of("ada")));
  }

  @Test
  void refusesAtOnceATokenWhoseKeyIsTakenOut() throws JOSEException, IOException {
    var token = signed(JWSAlgorithm.RS256, rsa, TestTokens.of("bob"));
    assertAnswered(token);

    publish(curve);

    assertRefused(token);
  }

  @Test
  void saysThatItCannotTellWhileTheFileIsUnusable() throws JOSEException, IOException {
    var unknown = new ECKeyGenerator(Curve.P_256).keyID("other").generate();
    Files.writeString(keys(), "no keys");

    assertAnswered(signed(JWSAlgorithm.ES256, curve, TestTokens.of("eve")));
    var token = signed(JWSAlgorithm.ES256, unknown, TestTokens.of("eve"));
    for (var node : List.of(nodes.fast(), nodes.ordinary())) {
      var answer =
          node.post("/api/v1/campaigns/alike/coupons", "{}", "Authorization", "Bearer " + token);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    }
  }
}
