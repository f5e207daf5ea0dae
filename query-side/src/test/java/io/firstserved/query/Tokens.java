package io.firstserved.query;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens that the nodes of the tests believe. */
public final class Tokens {

  private Tokens() {}

  public static String of(String subject, String... roles) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject(subject)
            .issuer("first-served")
            .audience("first-served")
            .claim("roles", List.of(roles))
            .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(QueryNode.SECRET));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}
