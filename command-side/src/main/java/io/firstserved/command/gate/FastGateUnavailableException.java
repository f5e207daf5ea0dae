package io.firstserved.command.gate;

/**
 * The fast gate did not answer in time, refused, or is not asked at present. Whether the call had
 * an effect is not known; every call can be repeated.
 */
public final class FastGateUnavailableException extends RuntimeException {

  /** Says what was tried and why it failed. */
  public FastGateUnavailableException(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** Says what the fast gate would not do now. */
  public FastGateUnavailableException(String message) {
    super(message, null, false, false);
  }
}
