package io.firstserved.standalone.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Web Token (RFC 7519, signed by RFC 7515) as the embedded system's resource servers check
 * it. Production takes tokens from an identity provider.
 *
 * @param subject the user
 * @param roles what it allows; may be empty for an ordinary user
 * @param expiresAt when it ends
 */
public record DevelopmentToken(String subject, List<String> roles, Instant expiresAt) {

  /** The {@code iss} of every such token, and what the applications insist on. */
  public static final String ISSUER = "first-served";

  /** What the applications insist on unless they are told otherwise. */
  private static final String AUDIENCE = "first-served";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the roles. */
  public DevelopmentToken {
    roles = List.copyOf(roles);
  }

  /** The token in its compact form. */
  public String signed(TokenSigner signer) {
    var header = new LinkedHashMap<String, Object>(Map.of("typ", "JWT"));
    header.putAll(signer.header());
    var content = encode(json(header)) + "." + encode(json(claims()));
    return content + "." + encode(signer.sign(content.getBytes(StandardCharsets.US_ASCII)));
  }

  private Map<String, Object> claims() {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put("roles", roles);
    claims.put("exp", expiresAt.getEpochSecond());
    return claims;
  }

  private static byte[] json(Map<String, Object> members) {
    try {
      return JSON.writeValueAsBytes(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
