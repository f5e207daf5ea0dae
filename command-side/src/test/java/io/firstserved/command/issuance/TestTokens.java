package io.firstserved.command.issuance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.firstserved.command.CommandSideNode;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Makes tokens, good ones and others. */
final class TestTokens {

  /** A header with the secret's algorithm. */
  static final JWSHeader HS256 = new JWSHeader(JWSAlgorithm.HS256);

  private TestTokens() {}

  /** What a good token says about somebody. */
  static JWTClaimsSet.Builder of(String subject) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .issuer("first-served")
        .audience("first-served")
        .expirationTime(in(3600));
  }

  static JWTClaimsSet.Builder admin() {
    return of("admin").claim("roles", List.of("campaign-admin"));
  }

  static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  /** Signed with the nodes' secret. */
  static String hs256(JWTClaimsSet.Builder claims) {
    return signed(HS256, CommandSideNode.SECRET, claims);
  }

  static String signed(JWSHeader header, String secret, JWTClaimsSet.Builder claims) {
    try {
      return signed(header, new MACSigner(secret), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet.Builder claims) {
    var token = new SignedJWT(header, claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    return token.serialize();
  }

  /** Signed by nobody: {@code alg} is {@code none}. */
  static String unsigned(JWTClaimsSet.Builder claims) {
    return new PlainJWT(claims.build()).serialize();
  }
}
