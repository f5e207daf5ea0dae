package io.firstserved.query.audit.run;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.firstserved.edge.Role;
import io.firstserved.edge.SecurityProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/** A token that this node signs itself, where both sides share secret, issuer and audience. */
final class OwnGateToken implements GateToken {

  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SecurityProperties.Jwt jwt;
  private final byte[] secret;
  private final Clock clock;

  /**
   * A token for each question.
   *
   * @param jwt with the secret
   */
  OwnGateToken(SecurityProperties.Jwt jwt, Clock clock) {
    this.jwt = jwt;
    this.secret = Objects.requireNonNull(jwt.secret()).getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  @Override
  public String current() {
    try {
      var claims =
          new JWTClaimsSet.Builder()
              .subject("audit")
              .issuer(jwt.issuer())
              .audience(jwt.audience())
              .claim("roles", List.of(Role.AUDITOR.claim()))
              .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
              .build();
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException unusable) {
      throw new IllegalStateException("the token secret cannot sign", unusable);
    }
  }
}
