package io.firstserved.servers;

import org.jspecify.annotations.Nullable;

/** A server did not start or did not become ready; the message says why, with its last output. */
public class ServerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what failed and, where known, because of what. */
  public ServerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
