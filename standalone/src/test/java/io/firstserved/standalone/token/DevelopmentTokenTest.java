package io.firstserved.standalone.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DevelopmentTokenTest {

  private static final DevelopmentToken TOKEN =
      new DevelopmentToken(
          "kim", List.of("auditor", "operator"), Instant.parse("2026-01-01T00:00:00Z"));

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void carriesWhatTheApplicationsAskFor() {
    var claims = TOKEN.signed(new SharedSecret("s".repeat(32))).split("\\.")[1];

    assertThat(new String(decoded(claims), UTF_8))
        .isEqualTo(
            """
            {"iss":"first-served","aud":"first-served","sub":"kim",\
            "roles":["auditor","operator"],"exp":1767225600}""");
  }

  @Test
  void isSignedWithTheSecret() {
    assertThat(TOKEN.signed(new SharedSecret("s".repeat(32))))
        .isEqualTo(TOKEN.signed(new SharedSecret("s".repeat(32))))
        .isNotEqualTo(TOKEN.signed(new SharedSecret("t".repeat(32))));
  }

  /** Several keys: one in 256 has a coordinate that begins with a zero. */
  @RepeatedTest(20)
  void isProvenByThePublishedKeyThatItNames() throws Exception {
    var key = SigningKey.generate();
    var parts = TOKEN.signed(key).split("\\.");
    var header = json(new String(decoded(parts[0]), UTF_8));
    var published = json(key.keySet()).path("keys").get(0);

    assertThat(header.path("alg").asText()).isEqualTo("ES256");
    assertThat(header.path("kid").asText()).isEqualTo(published.path("kid").asText()).hasSize(43);
    assertThat(decoded(published.path("x").asText())).hasSize(32);
    assertThat(decoded(published.path("y").asText())).hasSize(32);
    var proof = Signature.getInstance("SHA256withECDSAinP1363Format");
    proof.initVerify(publicKey(published));
    proof.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(proof.verify(decoded(parts[2]))).isTrue();
  }

  @Test
  void isSignedByTheSameKeyAfterItWasWrittenDown() {
    var key = SigningKey.generate();

    var again = SigningKey.of(key.privateKey(), key.publicKey());

    assertThat(again.keySet()).isEqualTo(key.keySet()).doesNotContain("\"d\"");
    assertThat(again.privateKey()).isEqualTo(key.privateKey());
  }

  private static PublicKey publicKey(JsonNode published) throws Exception {
    var curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    var point =
        new ECPoint(
            new BigInteger(1, decoded(published.path("x").asText())),
            new BigInteger(1, decoded(published.path("y").asText())));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }
}
