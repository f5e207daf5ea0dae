package io.firstserved.edge;

/**
 * An answer has begun and cannot be finished. The connection is closed without the answer's end, so
 * that its reader does not take a part for the whole; a problem could only be written behind it.
 */
public final class UnfinishedAnswerException extends RuntimeException {

  /** Because of this. */
  public UnfinishedAnswerException(RuntimeException cause) {
    super("an answer was broken off: " + cause.getMessage(), cause);
  }
}
