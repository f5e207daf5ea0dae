package io.firstserved.query.audit.source;

import org.jspecify.annotations.Nullable;

/** A source could not be read, or not to its end: what was to be checked stays unproven. */
public final class SourceUnavailableException extends RuntimeException {

  /** Says in one sentence what could not be read. */
  public SourceUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
