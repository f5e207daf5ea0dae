package io.firstserved.command.log;

import org.jspecify.annotations.Nullable;

/**
 * The log could not take the event. Unless it says {@link OutcomeUnknown}, nothing of the command
 * is stored, now or later.
 */
public sealed class LogUnavailableException extends RuntimeException {

  private LogUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The queue in front of the writer is full; nothing is stored. */
  public static final class QueueFull extends LogUnavailableException {
    QueueFull(int limit) {
      super("the log's queue holds its limit of " + limit + " appends", null);
    }
  }

  /** The writer is draining for shutdown; nothing is stored. */
  public static final class ShuttingDown extends LogUnavailableException {
    ShuttingDown() {
      super("the log takes no more appends: this node is shutting down", null);
    }
  }

  /** The database failed and the transaction is known to be rolled back; nothing is stored. */
  public static final class Failed extends LogUnavailableException {
    Failed(Throwable cause) {
      super("the log could not be written", cause);
    }
  }

  /**
   * Neither the commit's answer nor a look into the log could be had within the limit: the event
   * may be stored. Whoever asks the log later learns the truth.
   */
  public static final class OutcomeUnknown extends LogUnavailableException {
    OutcomeUnknown(Throwable cause) {
      super("the outcome of the commit is not known yet", cause);
    }
  }
}
