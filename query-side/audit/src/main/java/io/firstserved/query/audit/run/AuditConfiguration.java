package io.firstserved.query.audit.run;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.firstserved.database.durability.Durability;
import io.firstserved.edge.Role;
import io.firstserved.edge.SecurityProperties;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.TopicAccess;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the engine to the running system. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

  @Bean
  GateClient gateClient(AuditProperties limits, SecurityProperties security, Clock clock) {
    return new HttpGateClient(
        limits.commandUrl(), limits.gateTimeout(), () -> token(security.jwt(), clock));
  }

  @Bean
  AuditEngine auditEngine(
      @Qualifier(StoreSource.DATABASE) DataSource log,
      JdbcClient readModel,
      TopicAccess consumers,
      GateClient gate,
      Durability durability,
      AuditProperties limits) {
    return new AuditEngine(
        new LiveSources(log, readModel, consumers, gate, durability, limits), limits);
  }

  /**
   * Both sides share secret, issuer and audience; with an identity provider's keys nobody here can
   * make a token.
   */
  private static @Nullable String token(SecurityProperties.Jwt jwt, Clock clock) {
    var secret = jwt.secret();
    if (secret == null) {
      return null;
    }
    try {
      var claims =
          new JWTClaimsSet.Builder()
              .subject("audit")
              .issuer(jwt.issuer())
              .audience(jwt.audience())
              .claim("roles", List.of(Role.AUDITOR.claim()))
              .expirationTime(Date.from(clock.instant().plus(TOKEN_LIFE)))
              .build();
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
      return token.serialize();
    } catch (JOSEException unusable) {
      throw new IllegalStateException("the token secret cannot sign", unusable);
    }
  }
}
