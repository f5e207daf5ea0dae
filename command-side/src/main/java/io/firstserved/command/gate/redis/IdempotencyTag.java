package io.firstserved.command.gate.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A short digest of an idempotency key: 36 bits, enough to tell apart the at most 100 coupons of
 * one user. The log has the whole key.
 */
final class IdempotencyTag {

  private static final int LENGTH = 6;

  private IdempotencyTag() {}

  /** The key's tag; empty without a key. */
  static String of(@Nullable String key) {
    if (key == null) {
      return "";
    }
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
