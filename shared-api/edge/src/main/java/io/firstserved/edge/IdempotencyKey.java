package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Idempotency-Key} header: 1 to 64 visible ASCII characters, or absent. */
public final class IdempotencyKey {

  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  static final int MAX_LENGTH = 64;

  /** What a key looks like. */
  public static final String PATTERN = "[\\x21-\\x7E]{1," + MAX_LENGTH + "}";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  private IdempotencyKey() {}

  /**
   * The key as it was sent.
   *
   * @throws RefusedException INVALID_REQUEST if it is none
   */
  public static @Nullable String read(@Nullable String header) {
    if (header == null || SHAPE.matcher(header).matches()) {
      return header;
    }
    var message = HEADER + " must be 1 to " + MAX_LENGTH + " visible ASCII characters";
    throw new RefusedException(
        Reason.INVALID_REQUEST,
        message,
        Map.of("errors", List.of(FieldProblem.of(HEADER, header, message, MAX_LENGTH))));
  }
}
