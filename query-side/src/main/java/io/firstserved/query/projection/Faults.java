package io.firstserved.query.projection;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** Tells an event that can never be taken from a database that cannot take it now. */
public final class Faults {

  /** Longest cause that is kept, in characters: a line or two for people. */
  private static final int MAX_LENGTH = 1_000;

  private Faults() {}

  /**
   * Whether the event itself is at fault, so that trying again cannot help: it breaks a constraint,
   * or its projection refuses it. Everything else the database says may pass.
   */
  static boolean lieInTheEvent(RuntimeException fault) {
    if (fault instanceof DataIntegrityViolationException) {
      return true;
    }
    return !(fault instanceof DataAccessException || fault instanceof TransactionException);
  }

  /** The fault in one line: its kind, and the text of its innermost cause. */
  public static String told(Throwable fault) {
    var innermost = fault;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    var line = innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    return shortened(line);
  }

  /** A cause, cut to what is kept of it. */
  public static String shortened(String cause) {
    return cause.length() <= MAX_LENGTH ? cause : cause.substring(0, MAX_LENGTH);
  }
}
