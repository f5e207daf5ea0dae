package io.firstserved.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a sequence of unambiguous parts. Each use begins with a tag byte, so that a hash of
 * one kind can never pass for another.
 */
final class Sha256 {

  /** Length of every hash, in bytes. */
  static final int LENGTH = 32;

  private final MessageDigest digest;

  private Sha256(MessageDigest digest) {
    this.digest = digest;
  }

  static Sha256 tagged(int tag) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) tag);
      return new Sha256(digest);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Adds bytes whose length is fixed by the format. */
  Sha256 raw(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds a number as 8 bytes, big-endian. */
  Sha256 number(long number) {
    return raw(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** Adds bytes with their length before them, as 4 bytes, big-endian. */
  Sha256 bytes(byte[] bytes) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array()).raw(bytes);
  }

  /** Adds a text as UTF-8 with its length before it; null as the empty text. */
  Sha256 text(@Nullable String text) {
    return bytes((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
  }

  byte[] hash() {
    return digest.digest();
  }

  /** HMAC-SHA-256 of a text followed by bytes. */
  static byte[] hmac(byte[] key, String purpose, byte[] bytes) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
