package io.firstserved.edge.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that came with a key. Neither key nor caller nor content can be read from it.
 *
 * @param id SHA-256 of caller and key, hexadecimal
 * @param fingerprint SHA-256 of what is asked for, hexadecimal
 * @param again whether it was begun before, and nobody knows what became of it
 */
public record IdempotentRequest(String id, String fingerprint, boolean again) {

  private static final ScopedValue<IdempotentRequest> CURRENT = ScopedValue.newInstance();

  /** The request that this thread is answering, if it came with a key. */
  public static Optional<IdempotentRequest> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /**
   * What is asked for, by whom, under which key.
   *
   * @param caller the name that keys are told apart by
   * @param body what was sent; null if it is read as a stream, and counts by its length only
   */
  static IdempotentRequest of(
      String caller, String key, HttpServletRequest request, byte @Nullable [] body) {
    var asked =
        String.join(
            "\n",
            request.getMethod(),
            request.getRequestURI(),
            String.valueOf(request.getQueryString()),
            String.valueOf(request.getContentType()),
            String.valueOf(body == null ? request.getContentLengthLong() : body.length));
    return new IdempotentRequest(
        sha256(key.getBytes(UTF_8), caller.getBytes(UTF_8)),
        sha256(asked.getBytes(UTF_8), body == null ? new byte[0] : body),
        false);
  }

  /** Both in one, 64 hexadecimal characters: this request and no other. */
  public String digest() {
    return sha256(id.getBytes(UTF_8), fingerprint.getBytes(UTF_8));
  }

  /** The same, begun before. */
  IdempotentRequest onceMore() {
    return new IdempotentRequest(id, fingerprint, true);
  }

  /** Answers it on this thread. */
  void during(Answering answering) throws Exception {
    ScopedValue.where(CURRENT, this)
        .call(
            () -> {
              answering.run();
              return null;
            });
  }

  /** What may throw whatever the rest of the request's way throws. */
  @FunctionalInterface
  interface Answering {

    void run() throws Exception;
  }

  /** The first part has no line end in it, so no two pairs look the same. */
  private static String sha256(byte[] first, byte[] second) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      digest.update((byte) '\n');
      digest.update(second);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
