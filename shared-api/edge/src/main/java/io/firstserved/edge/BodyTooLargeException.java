package io.firstserved.edge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** More bytes were sent than a body may have. */
public final class BodyTooLargeException extends IOException {

  BodyTooLargeException(long limit) {
    super("the body is larger than " + limit + " bytes");
  }

  static boolean isCauseOf(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException) {
        return true;
      }
    }
    return false;
  }
}
