package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.firstserved.query.audit.check.SimulatedHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A node that has public keys only, and no token to ask the gate with. */
@ExtendWith(OutputCaptureExtension.class)
class GateNotAskedIT {

  private static final String REASON =
      "the gate is not compared: no token to ask it with, see first-served.audit.gate-token-file";

  @TempDir private Path folder;

  @Test
  void isSaidAtTheStartAndByEachAudit(CapturedOutput output) throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    var keys = Files.writeString(folder.resolve("keys.json"), new JWKSet(key).toString(true));
    var settings =
        Map.of(
            "first-served.security.jwt.secret", "",
            "first-served.security.jwt.jwk-set-uri", keys.toUri().toString(),
            "first-served.security.jwt.issuer", "first-served",
            "first-served.audit.command-url", "http://127.0.0.1:1");
    try (var system = AuditedSystem.with(SimulatedHistory.rows(7, 100), settings)) {
      assertThat(output).containsOnlyOnce("audits will be incomplete, " + REASON);

      var started = system.node.send("POST", "/api/v1/audits", auditorToken(key), "{}");
      assertThat(started.status()).as(started.body().toString()).isEqualTo(202);
      var audit = "/api/v1/audits/" + started.body().path("id").asString();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                var body = system.node.send("GET", audit, auditorToken(key), null).body();
                assertThat(body.path("verdict").asString("")).isEqualTo("INCOMPLETE");
                assertThat(body.path("reasons").toString()).contains(REASON);
              });
    }
  }

  private static String auditorToken(ECKey key) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .subject("ada")
            .issuer("first-served")
            .audience("first-served")
            .claim("roles", List.of("auditor"))
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .build();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }
}
