package io.firstserved.standalone.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A JSON Web Token signed with HS256 (RFC 7515, RFC 7518 section 3.2), as the embedded system's
 * resource servers check it. Production takes tokens from an identity provider.
 *
 * @param subject the user
 * @param roles what it allows; may be empty for an ordinary user
 * @param expiresAt when it ends
 */
public record DevelopmentToken(String subject, List<String> roles, Instant expiresAt) {

  /** What the applications insist on unless they are told otherwise. */
  private static final String ISSUER = "first-served";

  private static final String AUDIENCE = "first-served";
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  /** Copies the roles. */
  public DevelopmentToken {
    roles = List.copyOf(roles);
  }

  /** The token in its compact form. */
  public String signed(String secret) {
    var content = encode(HEADER.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims());
    return content + "." + encode(signature(content, secret));
  }

  private byte[] claims() {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put("roles", roles);
    claims.put("exp", expiresAt.getEpochSecond());
    try {
      return new ObjectMapper().writeValueAsBytes(claims);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signature(String content, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
