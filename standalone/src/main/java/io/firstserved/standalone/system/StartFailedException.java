package io.firstserved.standalone.system;

/** The system cannot be started; the message says why and what to do, in words for the terminal. */
public class StartFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes the message the user sees. */
  public StartFailedException(String message) {
    super(message);
  }
}
