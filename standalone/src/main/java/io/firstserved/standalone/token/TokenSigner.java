package io.firstserved.standalone.token;

import java.util.Map;

/** Signs tokens by one algorithm of RFC 7518. Thread-safe. */
public sealed interface TokenSigner permits SharedSecret, SigningKey {

  /**
   * What the token's header says of the signature: {@code alg}, and {@code kid} if there is one.
   */
  Map<String, String> header();

  /** The signature as a token carries it. */
  byte[] sign(byte[] content);
}
