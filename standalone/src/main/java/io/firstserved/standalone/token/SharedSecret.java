package io.firstserved.standalone.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs with HS256. Whoever checks such tokens can make them, too: for load generators that have to
 * sign, not for anything else.
 */
public final class SharedSecret implements TokenSigner {

  private static final String ALGORITHM = "HmacSHA256";

  private final String secret;

  /**
   * A signer; the applications refuse a secret of less than 32 characters.
   *
   * @param secret what both sides know
   */
  public SharedSecret(String secret) {
    this.secret = secret;
  }

  /** What both sides know. */
  public String secret() {
    return secret;
  }

  @Override
  public Map<String, String> header() {
    return Map.of("alg", "HS256");
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
