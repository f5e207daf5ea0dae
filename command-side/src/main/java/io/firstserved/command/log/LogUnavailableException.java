package io.firstserved.command.log;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.command.log.identity.LogDivergedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log could not be read or written: the one family of failures that its database causes. The
 * driver's and Axon's own exceptions are translated into it where they are called, and nowhere else
 * are they known.
 *
 * <p>Unless it says {@link OutcomeUnknown}, nothing of the command is stored, now or later.
 */
public abstract sealed class LogUnavailableException extends RuntimeException {

  /** Member of the problem that says that the outcome is not known. */
  public static final String OUTCOME = "outcome";

  private static final Map<String, Object> NO_DETAILS = Map.of();

  private LogUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * How a client is told: OVERLOADED if a queue is full, else UNAVAILABLE; with the member {@value
   * #OUTCOME} if what was asked for may have been recorded.
   */
  public RefusedException refusal() {
    var reason = this instanceof QueueFull ? Reason.OVERLOADED : Reason.UNAVAILABLE;
    var details =
        this instanceof OutcomeUnknown ? Map.<String, Object>of(OUTCOME, "UNKNOWN") : NO_DETAILS;
    return new RefusedException(reason, String.valueOf(getMessage()), details);
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
    /** Says why. */
    public Failed(Throwable cause) {
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

  /** The log is not the one that others have seen; nothing is stored on top of it. */
  public static final class Diverged extends LogUnavailableException {
    Diverged(LogDivergedException why) {
      super("the log takes no appends: " + why.getMessage(), why);
    }
  }

  /** The log could not be read; nothing was changed by that. */
  public static final class Unreadable extends LogUnavailableException {
    /** Says why. */
    public Unreadable(Throwable cause) {
      super("the log could not be read", cause);
    }
  }
}
